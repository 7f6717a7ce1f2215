package io.levee.rooms.stop;

import io.levee.facts.StopFact;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The last drill of each replica, from the ledger. Thread-safe.
public final class Drills implements Follower {
    /// Replicas that are remembered; the one that drilled longest ago is forgotten first.
    private static final int REPLICAS_MAX = 256;

    private final Map<Origin, Last> last = new ConcurrentHashMap<>();

    /// @param at by that replica's clock
    public record Last(Origin replica, Instant at, StopFact.Drilled drill) {}

    @Override
    public void learned(Entry entry) {
        if (entry.fact() instanceof StopFact.Drilled drilled) {
            last.put(entry.origin(), new Last(entry.origin(), entry.time(), drilled));
            if (last.size() > REPLICAS_MAX) {
                oldest(last.values()).ifPresent(one -> last.remove(one.replica()));
            }
        }
    }

    /// By replica.
    public List<Last> all() {
        return last.values().stream()
                .sorted(Comparator.comparing(one -> one.replica().toString()))
                .toList();
    }

    public Optional<Last> of(Origin replica) {
        return Optional.ofNullable(last.get(replica));
    }

    /// Whether the replica has not drilled for so long, or never.
    public boolean isDue(Origin replica, Duration every, Instant now) {
        return of(replica).filter(one -> one.at().plus(every).isAfter(now)).isEmpty();
    }

    private static Optional<Last> oldest(Collection<Last> all) {
        return all.stream().min(Comparator.comparing(Last::at));
    }
}
