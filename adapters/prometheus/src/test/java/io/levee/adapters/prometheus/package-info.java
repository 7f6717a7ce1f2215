@NullMarked
package io.levee.adapters.prometheus;

import org.jspecify.annotations.NullMarked;
