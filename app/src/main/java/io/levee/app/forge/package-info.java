/// Listening to forges: what their webhooks name is fetched, reviewed and answered there.
///
/// [ForgeHooks] believes or refuses a delivery; [Errands] keep what is to be done, one thing at
/// a time for each pull request; [PullRequestReviews] do it; [Sweeps] find what nobody told,
/// and what must be looked at again; [Overrides] and [NotUsefulWords] know from the ledger what
/// people said, [Outcomes] what became of changes. Reading order: [ForgeHooks],
/// [PullRequestReviews], [Sweeps].
@NullMarked
package io.levee.app.forge;

import org.jspecify.annotations.NullMarked;
