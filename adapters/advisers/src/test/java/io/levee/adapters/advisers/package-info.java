@NullMarked
package io.levee.adapters.advisers;

import org.jspecify.annotations.NullMarked;
