/// Proofs of the Cedar adapter: what it refuses ([HostilePoliciesTest], [CedarPoliciesTest]), that a slice answers like
/// the whole ([SlicingTest]), and what acme's policies mean ([AcmePoliciesTest]).
@NullMarked
package io.levee.adapters.cedar;

import org.jspecify.annotations.NullMarked;
