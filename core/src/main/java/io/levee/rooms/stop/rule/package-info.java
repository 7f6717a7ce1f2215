/// Stop rules: noticing, without a model, that somebody should be stopped. The organisation says
/// what to watch ([io.levee.organisation.WatchRule]); [Watching] folds the ledger into one [Gauge]
/// for each agent, session or person; a gauge that has seen enough gives an [Alarm]; the door
/// [Alarms] records it and, in `enforce`, orders the stop at [io.levee.rooms.stop.Stops] like any
/// person. [Backtest] is the same code over the past.
///
/// ```
///         evidence             enough        recorded, ordered    resumed, or an hour passed
/// (none) ─────────► GATHERING ────────► ALARM ────────────► QUIET ───────────────────► (none)
///                    ▲     │
///                    └─────┘ what is normal lowers suspicion, never below none
/// ```
///
/// **What is guaranteed.** A share (deny rate, error burst) and a pace (spend rate) are weighed by
/// e-detectors: for each of
/// a few ways of being harmful, the CUSUM of its likelihood ratio against the edge of what is
/// normal, restarted wherever
/// it fell below 1; the mean of them is held against `oneIn`.
///
/// - A likelihood ratio at the edge is a supermartingale for everything that is normal, whatever
///   its dependence: the chance of going wrong *given the past* only has to be at most `normal`
///   (betting against a bounded mean: Waudby-Smith & Ramdas 2024, JRSS-B 86(1)). So nobody has to
///   believe that calls are independent.
/// - Therefore the expected time to a false alarm of one gauge is at least `oneIn` observations
///   (Shin, Ramdas & Rinaldo 2024, *E-detectors*, NEJSDS 2(2)), and the chance of one within the
///   first n observations is at most n / `oneIn`. It is **not** a bound for all time: without
///   restarts a change late in a long history would be found late or never, and with them no such
///   bound can hold.
/// - An observation is a call for a share and a minute for a pace. Evidence may be looked at after
///   every single one; there is no window to tune.
/// - Of what is harmful at rate q, the expected delay is about ln(`oneIn` · alternatives) / D
///   observations, where D is the relative entropy of q against `normal` (Lorden 1971;
///   [GaugeRules#delay] computes it).
///
/// Counts (loop, label breach, decoy, fan-out, hours) claim no error rate: they say what is not to
/// happen.
///
/// All times are those of the entries, so the same ledger gives the same alarms. State is bounded:
/// so many gauges for a rule, the ones longest unseen forgotten first.
///
/// Reading order: [Watching], [Sightings], [RuleWatch], [Gauge], [GaugeRules], [Suspicion],
/// [Alarms], [Backtest].
@NullMarked
package io.levee.rooms.stop.rule;

import org.jspecify.annotations.NullMarked;
