@NullMarked
package io.levee.adapters.mcp;

import org.jspecify.annotations.NullMarked;
