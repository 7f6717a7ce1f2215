/// What may be spent: declared limits over windows of time, and how several replicas keep them together without asking
/// the database for every call.
///
/// Read [Budget] (what is declared), [BudgetBook] (which budgets a call draws on), [Budgets] (the door: reserve before,
/// settle after), then [AccountRules] (what the database agrees to, I8), [Holding] and [Till] (what one replica does
/// with it), and [Accounts], the port
/// between the two.
///
/// ```
///  database: account = spent + leases of replicas        replica: holding = idle + reserved + spent but not yet told
///            ▲                 │                                     ▲            │
///            └── tells ────────┴─────── grants ──────────────────────┘            └─► one call: reserved ─► settled
/// ```
@NullMarked
package io.levee.budget;

import org.jspecify.annotations.NullMarked;
