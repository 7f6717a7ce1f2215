package io.levee.budget;

/// What one call takes from one account.
///
/// @param amount what must be reserved: what it is where that is known, else the most that it may become
record Charge(Budget budget, AccountId account, Budget.Quota quota, long amount) {}
