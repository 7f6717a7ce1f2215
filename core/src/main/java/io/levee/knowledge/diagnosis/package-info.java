/// What a failed run's log says was wrong, and what may be done about it.
///
/// Read [Skill] (what a team knows about running one kind of job), [Signature] (how one failure
/// looks, with its [Condition]s and its [Remedy]), [Rung] (the trust that a remedy needs),
/// [Diagnostician] (the port that reads logs), [Diagnosis] (what it answers, with what it
/// [Cited]. [RankingRules] say which of several [Candidate]s is the cause and how sure that is.
@NullMarked
package io.levee.knowledge.diagnosis;

import org.jspecify.annotations.NullMarked;
