/// Learning from incidents on the command line: a page is kept with what caused it, a guardrail
/// is proposed from the real change, and a case makes sure that the reviewers would stop it.
///
/// Read [IncidentAddCommand] (the steps in order), then [Deed] and [FileChange] (what a commit
/// did, without secrets), [Candidates] with [ValueCandidates], [SqlCandidates] and
/// [LineCandidates] (rules that may fit), [Trial] (which of them holds, and what it would have
/// said of the history), [Kept] (the files), [OpenChanges], and [CasesCommand].
@NullMarked
package io.levee.app.incident;

import org.jspecify.annotations.NullMarked;
