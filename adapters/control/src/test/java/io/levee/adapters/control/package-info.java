@NullMarked
package io.levee.adapters.control;

import org.jspecify.annotations.NullMarked;
