/// What reviews cost: run by `levee bench reviews` and `levee bench knowledge`.
///
/// Read [ReviewBench] (changes), [SearchBench] (what teams wrote).
@NullMarked
package io.levee.app.review.bench;

import org.jspecify.annotations.NullMarked;
