@NullMarked
package io.levee.adapters.forges;

import org.jspecify.annotations.NullMarked;
