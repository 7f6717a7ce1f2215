@NullMarked
package io.levee.adapters.spark;

import org.jspecify.annotations.NullMarked;
