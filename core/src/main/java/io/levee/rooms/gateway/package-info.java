/// The way of one agent's call to an internal API. A [CallRequest] goes in at the door [Calls]; what comes
/// out is a [CallDecision]: an [OpenCall] that may be forwarded, or a typed refusal. What no description
/// declares does not exist, and what is forwarded is rebuilt from what was authorised.
///
/// Read [Calls] (the seven steps), then [GatewayRules] (what happens), [PathRules] and [Routes] (what was
/// asked for), [InFlight] and [OpenCall] (what can be cut, I3), [Outcomes] and [Recovery] (what is
/// remembered, I1), [Spending] (what it may cost, I8). [Evaluations] is the other door: it answers
/// questions, and opens nothing.
///
/// ```
///             refused                                   caller left, upstream failed, timed out, too large
/// (none) ──────────────► DENIED                       ┌──────────────────────────────────────────► FINISHED
///    │                                                │                                               ▲
///    └─ registered ─► asked for stops ─► recorded ─► OPEN ── last byte ──────────────────────────────┤
///                                                     │                                               │
///                                                     └── stop, or consent withdrawn ─► CUT ──────────┘
/// ```
@NullMarked
package io.levee.rooms.gateway;

import org.jspecify.annotations.NullMarked;
