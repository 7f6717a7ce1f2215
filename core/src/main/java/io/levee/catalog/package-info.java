/// What does it touch? The second of the seven steps.
///
/// Teams own assets; assets depend on assets. Read [AssetId], [Asset], [Team], [Api] (an asset
/// that can be called, with its operations), [Catalog] (all of them, and how a change travels),
/// [Touched] (the blast radius) and [Ways] (why). Paths of the repository have owners too:
/// [OwnersFile] is a CODEOWNERS file as GitHub or GitLab reads it, by [PathPattern]; [CodeOwners]
/// is the organisation's own, with its owners known.
@NullMarked
package io.levee.catalog;

import org.jspecify.annotations.NullMarked;
