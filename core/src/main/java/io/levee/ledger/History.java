package io.levee.ledger;

import io.levee.facts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where facts are read.
public interface History {
    /// Entries in one answer.
    int LIMIT_MAX = 10_000;

    /// The newest `limit` entries of these families over all origins, oldest first.
    List<Entry> latest(Set<Fact.Family> families, int limit);

    Optional<Entry> at(Origin origin, long position);

    /// Everything about one subject ([Fact#subject]) over all origins, oldest first, at most [#LIMIT_MAX].
    List<Entry> about(String subject);

    /// Follows the families: replays the whole past before it returns, then goes on.
    void follow(Set<Fact.Family> families, Follower follower);
}
