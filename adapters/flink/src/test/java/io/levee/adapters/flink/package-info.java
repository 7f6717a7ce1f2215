@NullMarked
package io.levee.adapters.flink;

import org.jspecify.annotations.NullMarked;
