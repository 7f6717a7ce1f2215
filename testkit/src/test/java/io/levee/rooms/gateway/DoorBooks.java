package io.levee.rooms.gateway;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.facts.LabelFact;
import io.levee.facts.Run;
import io.levee.facts.StopFact;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What [DoorSimulationTest] knows of a history, kept without any of Levee's own rules: who may what, what each session
/// was let read, what people let go, and what is broken.
final class DoorBooks {
    /// What one call asked for.
    record Asked(Chain chain, SessionId session, String token, boolean changes, List<AssetId> named) {}

    /// What a person let go: these labels of this session, to these together. Until something of it is read again.
    private record Act(SessionId session, String label, Set<AssetId> sinks) {}

    /// What each session was let read, and where.
    private final Map<SessionId, Map<String, Set<AssetId>>> read = new HashMap<>();
    private final List<Act> acts = new ArrayList<>();
    RandomCompany company;
    private final InstantSource clock;
    Duration viewAge = Duration.ZERO;
    boolean replicaSilent;
    boolean broken;
    /// What every replica knows of the reads of a session, and of nobody having let go: session, source and label.
    private final Set<List<Object>> told = new HashSet<>();

    final Set<String> revoked = new HashSet<>();
    final Map<String, StopFact.Ordered> ordered = new HashMap<>();

    DoorBooks(RandomCompany company, InstantSource clock) {
        this.company = company;
        this.clock = clock;
    }

    /// Whatever is against a call now, by this test's own books.
    List<String> against(Asked asked) {
        List<String> against = new ArrayList<>(againstGoingOn(asked));
        Set<String> readNow = new HashSet<>();
        asked.named().forEach(id -> readNow.addAll(company.asset(id).labels()));
        if (ordered.values().stream().anyMatch(order -> order.covers(run(asked, readNow)))) {
            against.add("what it reads makes a stop cover it");
        }
        if (asked.named().isEmpty()) {
            against.add("no such operation, or no such table");
        }
        if (viewAge.compareTo(company.newsNeeded(asked.changes(), clock.instant())) > 0) {
            against.add("the view is stale");
        }
        if (broken) {
            against.add("the disk is broken");
        }
        boolean learns = asked.named().stream()
                .anyMatch(id -> company.asset(id).labels().stream()
                        .anyMatch(label -> !told.contains(List.of(asked.session(), id, label))));
        if (learns && replicaSilent) {
            against.add("a replica would not know what was read");
        }
        return against;
    }

    List<String> againstGoingOn(Asked asked) {
        List<String> against = new ArrayList<>();
        if (revoked.contains(asked.token())) {
            against.add("the token is revoked");
        }
        if (ordered.values().stream().anyMatch(order -> order.covers(run(asked)))) {
            against.add("a stop is in force");
        }
        if (!company.may(asked.chain(), asked.changes() ? Action.CHANGE : Action.READ, asked.named())) {
            against.add("somebody in the chain may not");
        }
        read.getOrDefault(asked.session(), Map.of()).forEach((label, sources) -> {
            Set<AssetId> uncleared = new HashSet<>(asked.named());
            uncleared.removeIf(id -> company.asset(id).clears(label));
            if (!uncleared.isEmpty()
                    && acts.stream()
                            .noneMatch(act -> act.session().equals(asked.session())
                                    && act.label().equals(label)
                                    && act.sinks().containsAll(uncleared))) {
                against.add("%s from %s may not go to %s".formatted(label, sources, uncleared));
            }
        });
        return against;
    }

    /// The call with all that its session carries.
    Run run(Asked asked) {
        return run(asked, read.getOrDefault(asked.session(), Map.of()).keySet());
    }

    private static Run run(Asked asked, Set<String> labels) {
        return new Run(asked.chain(), Set.of(asked.session()), Set.of(), labels)
                .calling(Set.copyOf(asked.named()), asked.changes());
    }

    void remember(Asked asked) {
        for (AssetId id : asked.named()) {
            for (String label : company.asset(id).labels()) {
                read.computeIfAbsent(asked.session(), _ -> new HashMap<>())
                        .computeIfAbsent(label, _ -> new HashSet<>())
                        .add(id);
                acts.removeIf(act ->
                        act.session().equals(asked.session()) && act.label().equals(label));
            }
        }
    }

    void told(Asked asked, List<LabelFact.Raised> raised) {
        raised.forEach(fact ->
                fact.labels().forEach(label -> told.add(List.of(asked.session(), fact.source(), label))));
    }

    List<String> againstLettingGo(Chain person, LabelFact.Declassified act) {
        List<String> against = new ArrayList<>();
        for (String label : act.labels()) {
            List<AssetId> sources =
                    List.copyOf(read.getOrDefault(act.session(), Map.of()).getOrDefault(label, Set.of()));
            if (!company.may(person, Action.DECLASSIFY, sources)) {
                against.add("%s may not let %s of %s go".formatted(person, label, sources));
            }
        }
        if (replicaSilent) {
            against.add("a replica does not know");
        }
        return against;
    }

    /// What is read of these labels from now on has to be told anew.
    void letGo(LabelFact.Declassified act) {
        for (String label : act.labels()) {
            acts.add(new Act(act.session(), label, act.sinks()));
            told.removeIf(known ->
                    known.getFirst().equals(act.session()) && known.getLast().equals(label));
        }
    }
}
