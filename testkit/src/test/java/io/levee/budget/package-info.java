@NullMarked
package io.levee.budget;

import org.jspecify.annotations.NullMarked;
