/// What needs no broker; the stop on a real one is in `realparts`.
@NullMarked
package io.levee.adapters.kafka;

import org.jspecify.annotations.NullMarked;
