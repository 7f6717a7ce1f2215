@NullMarked
package io.levee.adapters.temporal;

import org.jspecify.annotations.NullMarked;
