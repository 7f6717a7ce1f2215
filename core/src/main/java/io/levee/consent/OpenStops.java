package io.levee.consent;

import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The stop orders that are in force, folded from the ledger. A stop is in force from the moment its order is folded,
/// whatever its execution reports, until two people resumed it. The ledger's follower thread writes,
/// and whoever has an order that the ledger cannot have yet ([#force]); any number of readers.
///
/// INVARIANT I3: whoever lets a call through first makes the call visible to the stoppers, then asks here.
public final class OpenStops implements Follower {
    private final Map<String, StopFact.Ordered> open = new ConcurrentSkipListMap<>();
    /// Orders that ended, so that none comes back that a replica tells late. A few dozen bytes for each stop that ever
    /// was.
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    @Override
    public void learned(Entry entry) {
        switch (entry.fact()) {
            case StopFact.Ordered ordered -> {
                var _ = force(ordered);
            }
            case StopFact.Resumed resumed -> end(resumed.stop());
            default -> {}
        }
    }

    /// In force here from now on, before the ledger has it; false where it ended already. For any thread.
    public boolean force(StopFact.Ordered ordered) {
        String id = ordered.stop().value();
        open.put(id, ordered);
        if (over.contains(id)) { // asked after it was put: whoever ends it meanwhile removes it
            open.remove(id);
            return false;
        }
        return true;
    }

    /// Whether the order was in force and is not any more.
    public boolean ended(StopId stop) {
        return over.contains(stop.value());
    }

    private void end(StopId stop) {
        over.add(stop.value());
        open.remove(stop.value());
    }

    /// By id.
    public List<StopFact.Ordered> all() {
        return List.copyOf(open.values());
    }

    public Optional<StopFact.Ordered> find(StopId stop) {
        return Optional.ofNullable(open.get(stop.value()));
    }

    /// The order that covers this run, the one with the smallest id where there are several.
    public Optional<StopFact.Ordered> covering(Chain chain, SessionId session, Directory directory) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Set<TeamId> teams = teams(chain, directory);
        return open.values().stream()
                .filter(order -> order.scope().covers(chain, session, teams))
                .findFirst();
    }

    /// What [Scope#covers] wants to know of a chain: whose agents and whose people are in it.
    public static Set<TeamId> teams(Chain chain, Directory directory) {
        Set<TeamId> teams = new HashSet<>();
        directory.person(chain.person()).ifPresent(person -> teams.addAll(person.teams()));
        for (ActorId agent : chain.agents()) {
            directory.passport(agent).ifPresent(passport -> teams.add(passport.owner()));
        }
        return teams;
    }
}
