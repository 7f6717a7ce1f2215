package io.levee.budget;

import java.util.OptionalLong;
import java.util.UUID;

/// What a replica tells the store of one lease, and asks for. Everything is said as a total, so that saying it twice,
/// or not knowing whether it was heard, does no harm.
///
/// @param window   the number of the window in which the lease began, empty where the replica does not know yet
/// @param limit    of the budget that is in force on the replica
/// @param number   counts the messages about this lease from 1
/// @param spent    used since the lease began
/// @param reserved by calls that are open now
/// @param idle     kept for calls to come; whatever the lease had besides is given back
/// @param need     more that calls are waiting for now
/// @param want     more that would save asking again; at least `need`
public record Message(
        AccountId account,
        OptionalLong window,
        long limit,
        UUID lease,
        long number,
        long spent,
        long reserved,
        long idle,
        long need,
        long want) {
    long holds() {
        return reserved + idle;
    }
}
