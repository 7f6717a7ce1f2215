package io.levee.ledger;

import io.levee.facts.Fact;
import java.util.ArrayList;
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

    /// One log from a position on, in order; fewer than `limit` entries only at its end.
    default List<Entry> from(Origin origin, long position, int limit) {
        List<Entry> entries = new ArrayList<>();
        for (long next = position; entries.size() < limit; next++) {
            Optional<Entry> entry = at(origin, next);
            if (entry.isEmpty()) {
                break;
            }
            entries.add(entry.get());
        }
        return List.copyOf(entries);
    }

    /// Everything about one subject ([Fact#subject]) over all origins, oldest first, at most [#LIMIT_MAX].
    List<Entry> about(String subject);

    /// Follows the families: replays the whole past before it returns, then goes on.
    void follow(Set<Fact.Family> families, Follower follower);
}
