/// A person's consent to one call. A policy that says `@hold` permits a call once a person approved
/// it: the call asks for an approval ([HeldCalls]), a person looks at exactly what would run and
/// answers ([Approvals]), and the same call,
/// sent again, uses the approval up.
///
/// Read [HeldCall] (what an approval is bound to), [Approval] (its states), [HeldCalls] (the side of
/// the call), [Approvals] (the side of the people), [ApprovalStore] (where the one truth is), [Shown]
/// (how strangers' bytes look).
///
/// ```
///              refuse                      expire (from any state but the last two)
/// WAITING ───────────────► REFUSED ──────────────────────────────────────────────► gone
///    │ claim                                                                         ▲
///    ▼          give                 use                                             │
/// GIVING ───────────────► GIVEN ──────────────► USED ───────────────────────────────┘
/// ```
@NullMarked
package io.levee.consent.approval;

import org.jspecify.annotations.NullMarked;
