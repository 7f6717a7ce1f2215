/// The rules and the door; what a real broker makes of it is in `realparts`.
@NullMarked
package io.levee.adapters.kafka.admin;

import org.jspecify.annotations.NullMarked;
