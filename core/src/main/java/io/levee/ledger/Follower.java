package io.levee.ledger;

/// Folds entries into a view, in the order of each origin: first the past, then whatever is appended here or by any
/// other replica. Called by one thread at a time; must not block, throw or append.
public interface Follower {
    void learned(Entry entry);
}
