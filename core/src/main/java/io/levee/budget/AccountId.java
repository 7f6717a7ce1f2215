package io.levee.budget;

import java.time.Duration;
import java.util.Comparator;

/// The account of one holder under one budget. A budget whose window changes begins anew.
///
/// @param holder `agent:report-writer`, `session:01J…`, `organisation`
public record AccountId(String budget, String holder, Duration window) implements Comparable<AccountId> {
    private static final Comparator<AccountId> ORDER = Comparator.comparing(AccountId::budget)
            .thenComparing(AccountId::holder)
            .thenComparing(AccountId::window);

    @Override
    public int compareTo(AccountId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return budget + " of " + holder;
    }
}
