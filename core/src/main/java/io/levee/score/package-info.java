/// What was learned: how good forecasts were, and a model that gets better at them. Statistics
/// alone, over what the ledger or a history holds.
///
/// Read [Forecast] (a probability and what came of it), [Forecasts] (Brier and logarithmic score,
/// calibration, ranking), [Shrunk] (so that few forecasts never top a table), [OnlineLogistic] (a
/// forecaster).
@NullMarked
package io.levee.score;

import org.jspecify.annotations.NullMarked;
