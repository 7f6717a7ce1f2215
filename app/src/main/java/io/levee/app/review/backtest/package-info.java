/// Replaying a history: what the reviewers would have said of each change, and whether they
/// were right.
///
/// Read [BacktestCommand], [Replay] (one change after the other, with what was known then),
/// [LabelsFile] (what became of changes, as people wrote it down), [Scored] (from what was said
/// to figures) and [BacktestText].
@NullMarked
package io.levee.app.review.backtest;

import org.jspecify.annotations.NullMarked;
