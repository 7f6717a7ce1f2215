/// What can go wrong, in one place: [Refusal] is an expected no and travels as a value; [LeveeException] is a broken
/// world and travels up to the one table that turns it into an answer. A broken caller gets
/// [IllegalArgumentException] or [IllegalStateException].
@NullMarked
package io.levee.fault;

import org.jspecify.annotations.NullMarked;
