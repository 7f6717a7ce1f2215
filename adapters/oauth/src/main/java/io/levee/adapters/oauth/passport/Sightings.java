package io.levee.adapters.oauth.passport;

import io.levee.facts.CallFact;
import io.levee.identity.ActorId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What the gateway decided about each agent, folded from the ledger (family CALL). Thread-safe; each agent's numbers
/// have a lock of their own.
public final class Sightings implements Follower {
    /// Agents that are counted; the organisation has far fewer.
    public static final int AGENTS_MAX = 10_000;
    /// Replicas that are named.
    private static final int REPLICAS_MAX = 64;
    private static final int MINUTES = 60;

    private final Map<ActorId, Counts> agents = new ConcurrentHashMap<>();

    @Override
    public void learned(Entry entry) {
        if (!(entry.fact() instanceof CallFact.Decided decided)
                || decided.caller().isEmpty()) {
            return;
        }
        for (ActorId agent : decided.caller().get().chain().agents()) {
            Counts counts = agents.get(agent);
            if (counts == null && agents.size() < AGENTS_MAX) {
                counts = agents.computeIfAbsent(agent, _ -> new Counts());
            }
            if (counts != null) {
                counts.count(decided.allowed(), entry.time(), entry.origin());
            }
        }
    }

    /// @param now for the last hour
    Seen of(ActorId agent, Instant now) {
        Counts counts = agents.get(agent);
        return counts == null ? new Seen(0, 0, 0, Instant.EPOCH, List.of()) : counts.seen(now);
    }

    /// @param last the epoch where it was never seen
    record Seen(long allowed, long denied, long allowedInLastHour, Instant last, List<String> replicas) {}

    private static final class Counts {
        private final long[] perMinute = new long[MINUTES];
        private final Set<String> replicas = new TreeSet<>();
        private long allowed;
        private long denied;
        private Instant last = Instant.EPOCH;
        /// The minute that the newest of `perMinute` stands for.
        private long minute;

        synchronized void count(boolean wasAllowed, Instant time, Origin origin) {
            last = time.isAfter(last) ? time : last;
            if (replicas.size() < REPLICAS_MAX) {
                replicas.add(origin.toString());
            }
            if (!wasAllowed) {
                denied++;
                return;
            }
            allowed++;
            long of = minute(time);
            moveTo(Math.max(minute, of));
            if (of > minute - MINUTES) {
                perMinute[Math.floorMod(of, MINUTES)]++;
            }
        }

        synchronized Seen seen(Instant now) {
            moveTo(Math.max(minute, minute(now)));
            return new Seen(allowed, denied, Arrays.stream(perMinute).sum(), last, List.copyOf(replicas));
        }

        private void moveTo(long newest) {
            for (long gone = Math.max(minute + 1, newest - MINUTES + 1); gone <= newest; gone++) {
                perMinute[Math.floorMod(gone, MINUTES)] = 0;
            }
            minute = newest;
        }

        private static long minute(Instant time) {
            return Math.floorDiv(time.getEpochSecond(), Duration.ofMinutes(1).toSeconds());
        }
    }
}
