/// Cedar behind the [io.levee.consent.Policy] port. Cedar parses, validates and decides; this package feeds it.
///
/// Read [CedarPolicies] (the front door: an organisation in, a [Compilation] out), [PolicyText] and [PolicyReader]
/// (from a file to single policies, each within limits that keep the native parser's stack safe), [PolicySchema] and
/// [Validation] (what policies may speak of), [EntityBook] (the organisation as Cedar's entities), and for a question
/// [CedarPolicy], [PolicyScope] and [Slices] (only policies whose head can match are handed to [CedarEngine]).
@NullMarked
package io.levee.adapters.cedar;

import org.jspecify.annotations.NullMarked;
