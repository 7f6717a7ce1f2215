@NullMarked
package io.levee.adapters.kubernetes;

import org.jspecify.annotations.NullMarked;
