@NullMarked
package io.levee.adapters.frameworks;

import org.jspecify.annotations.NullMarked;
