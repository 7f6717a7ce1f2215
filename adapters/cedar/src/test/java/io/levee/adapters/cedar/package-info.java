/// Proofs of the Cedar adapter: what it refuses ([HostilePoliciesTest], [CedarPoliciesTest]), that compiled
/// policies answer like Cedar ([CedarAgreementPropertyTest], and [JudgedTest] for a whole organisation), and what
/// acme's policies mean ([AcmePoliciesTest]).
@NullMarked
package io.levee.adapters.cedar;

import org.jspecify.annotations.NullMarked;
