/// Reviews where people work. A [Forge] is asked for a change by what its webhook named, and told
/// what the review found.
///
/// In: a hook answers with a [HookAnswer]; [Signatures] and [Deliveries] say whether it is to be
/// believed and whether it is new. Everything but the name of the pull request is then asked of the
/// forge itself. Out: [Postings] makes one [Posting] of each finding, with its [Place] in the diff
/// and a digest that does not know line numbers; [PostRules] compare with the [PostedThread]s that
/// are there, found by the [Marker] at the end of each comment of ours; [Publishing] posts, closes
/// and reopens, and looks again whenever nobody knows whether something came. [Wire] sends what may
/// be sent again until it is answered, and everything else once.
///
/// Reading order: [Forge], [PullRequest], [HookAnswer], [Wire], [Postings], [PostRules],
/// [Publishing]; then `github` and `gitlab`.
@NullMarked
package io.levee.adapters.forges;

import org.jspecify.annotations.NullMarked;
