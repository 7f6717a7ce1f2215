/// What files of each format become: [SamplesTest] with its table in `resources/samples`,
/// [FragmentsTest] for hunks, [EditsTest] (random edits are found exactly), [HostileTextTest]
/// (nothing throws).
@NullMarked
package io.levee.adapters.formats;

import org.jspecify.annotations.NullMarked;
