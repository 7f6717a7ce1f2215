/// Cedar behind the [io.levee.consent.Policy] port. Cedar parses and validates; what it parsed is compiled and decides
/// in plain Java; this package feeds both.
///
/// Read [CedarPolicies] (the front door: an organisation in, a [Compilation] out), [PolicyText] and [PolicyReader]
/// (from a file to single policies, each within limits that keep the native parser's stack safe), [PolicySchema] and
/// [Validation] (what policies may speak of), [OrganisationEntities], and for a question [CedarPolicy]. Conditions are
/// evaluated in [io.levee.adapters.cedar.language]; [CedarJudge] is what tests compare that with.
@NullMarked
package io.levee.adapters.cedar;

import org.jspecify.annotations.NullMarked;
