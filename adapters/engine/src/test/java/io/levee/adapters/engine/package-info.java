@NullMarked
package io.levee.adapters.engine;

import org.jspecify.annotations.NullMarked;
