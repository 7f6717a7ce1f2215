/// Models that may suppose why an attempt failed, where no signature is certain, and no more (I4). A model
/// sees a few lines of the log, cleaned, and the remedies of the job's skill; it answers with suppositions.
/// Of those only what cites lines that stand in the log is kept (I5), as a [Hypothesis], which decides nothing.
///
/// Read [Briefing] (what a model sees), [Supposer] (the port to a model), [Answer] and [Supposition] (what
/// comes back), [SuppositionRules] (what of it is kept), [Asking] (how long, and how many at once).
@NullMarked
package io.levee.rooms.jobs.supposing;

import org.jspecify.annotations.NullMarked;
