/// The authorization server for agents: OAuth 2.1 with token exchange (RFC 8693).
///
/// A person logs in ([LocalLogin], [OidcPeople]) and asks for a *ticket* that names one agent; that agent alone can
/// exchange it, with a credential of its own, for a token whose chain is person and agent ([TokenExchange]). Rights
/// only ever narrow on the way: see ADR 0040.
///
/// Read [VerifiedToken] (what a token says), [TokenIssuer] (the only place that signs), [TokenVerifier] and [Standing]
/// (what is checked, and what anew for every call), [ExchangeRules] (who may exchange what), then [KeyRing] and
/// [Revocations].
@NullMarked
package io.levee.adapters.oauth;

import org.jspecify.annotations.NullMarked;
