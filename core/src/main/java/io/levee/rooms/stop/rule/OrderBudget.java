package io.levee.rooms.stop.rule;

import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How often agents that watch ordered a stop within the last hour, on all replicas, against the
/// calls that their passports allow in one: a rule that is wrong about everybody must not stop
/// everybody.
final class OrderBudget {
    /// What watches has no session of its own.
    static final SessionId NO_SESSION = new SessionId("stop-rules");

    private static final int KEPT_MAX = 10_000;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Deque<Used> used = new ArrayDeque<>();

    private record Used(ActorId agent, Instant time) {}

    synchronized void used(ActorId agent, Instant time) {
        used.addLast(new Used(agent, time));
        if (used.size() > KEPT_MAX) {
            used.removeFirst();
        }
    }

    /// Says why no more may be ordered; empty where more may.
    synchronized Optional<String> exhausted(ActorId agent, Instant now, Directory directory) {
        long most = directory
                .passport(agent)
                .map(Passport::spend)
                .map(Passport.Spend::callsPerHourMax)
                .orElse(0L);
        Instant since = now.minus(WINDOW);
        long orders = used.stream()
                .filter(one -> one.agent().equals(agent) && one.time().isAfter(since))
                .count();
        return orders < most
                ? Optional.empty()
                : Optional.of("%d orders in an hour, its passport allows %d".formatted(orders, most));
    }
}
