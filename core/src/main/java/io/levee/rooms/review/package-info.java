/// Reviewing changes: every team that a change can hurt looks at it with its own knowledge, and
/// none of them wrote it.
///
/// A [ReviewRequest] goes in at the door [Reviews]. [ChangeReading] reads the change by structure
/// and finds what it can alter; [AffectedRules] say which teams are asked, and why; each team's
/// [Reviewer] asks its guardrails and looks for what went wrong before; [GateRules] look at what
/// concerns nobody's team: hidden text, secrets, what cannot be read; [CitationRules] find every
/// citation again or drop the finding (I5); [JoinRules] make one [ReviewDecision] of it. What
/// judges comes from the base version of a change, as a [Rulebook] (I6).
///
/// Where teams have models, [AdvisedPanel] asks them after the [Panel] has decided:
/// [BriefingRules] choose what a model may see, [Asking] bounds it, [AdviceRules] keep what can
/// be found again, and [StricterRules] add it without taking anything away (I4).
///
/// A reviewer's [Verdict] is in one of the states of [ReviewState]; a finding that blocks makes
/// it unsatisfied.
///
/// Reading order: [Reviews], [Rulebook], [AffectedRules], [Reviewer], [GateRules],
/// [CitationRules], [JoinRules].
@NullMarked
package io.levee.rooms.review;

import org.jspecify.annotations.NullMarked;
