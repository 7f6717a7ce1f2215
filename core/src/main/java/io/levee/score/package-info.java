/// What was learned: how good forecasts were. Statistics alone, over what the ledger holds.
///
/// Read [Forecast] (a probability and what came of it), [Forecasts] (Brier and logarithmic score,
/// calibration, ranking), [Shrunk] (so that few forecasts never top a table).
@NullMarked
package io.levee.score;

import org.jspecify.annotations.NullMarked;
