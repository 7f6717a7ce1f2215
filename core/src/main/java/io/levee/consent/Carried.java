package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one session carries. Pure and immutable; replicas fold the same facts in different orders, so everything but
/// `sources` comes out the same whatever the order is.
///
/// INVARIANT I11: a declassification covers the reads that its person knew of, and no other. It ends with the first
/// raise that it does not cover; so whoever reads under it raises anew ([#raisedBy]) although the session carries the
/// label.
///
/// @param sources      the fact that raised each label first, as this replica learned it
/// @param declassified by the refused call that the person looked at
/// @param inEffect     the keys of `declassified` that every replica knows of
/// @param last         when it was last added to
record Carried(
        SortedMap<String, LabelFact.Raised> sources,
        Set<LabelFact.Raised> raises,
        Map<DecisionId, LabelFact.Declassified> declassified,
        Set<DecisionId> inEffect,
        Instant last) {
    static final Carried NOTHING = new Carried(Collections.emptySortedMap(), Set.of(), Map.of(), Set.of(), Instant.MIN);

    Carried and(LabelFact fact, Instant time) {
        Instant latest = time.isAfter(last) ? time : last;
        return switch (fact) {
            case LabelFact.Raised raised -> {
                SortedMap<String, LabelFact.Raised> first = new TreeMap<>(sources);
                raised.labels().forEach(label -> first.putIfAbsent(label, raised));
                Set<LabelFact.Raised> all = new HashSet<>(raises);
                all.add(raised);
                yield new Carried(
                        Collections.unmodifiableSortedMap(first), Set.copyOf(all), declassified, inEffect, latest);
            }
            case LabelFact.Declassified act -> {
                Map<DecisionId, LabelFact.Declassified> acts = new HashMap<>(declassified);
                acts.put(act.decision(), act);
                yield new Carried(sources, raises, Map.copyOf(acts), inEffect, latest);
            }
            case LabelFact.Released(var _, DecisionId decision) -> {
                Set<DecisionId> all = new HashSet<>(inEffect);
                all.add(decision);
                yield new Carried(sources, raises, declassified, Set.copyOf(all), latest);
            }
        };
    }

    /// Where each label may go although it is not cleared there.
    Map<String, Set<AssetId>> released() {
        if (declassified.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<AssetId>> released = new HashMap<>();
        for (LabelFact.Declassified act : declassified.values()) {
            for (String label : act.labels()) {
                if (inEffect.contains(act.decision()) && covers(act, label)) {
                    released.computeIfAbsent(label, _ -> new HashSet<>()).addAll(act.sinks());
                }
            }
        }
        return released;
    }

    private boolean covers(LabelFact.Declassified act, String label) {
        return raises.stream()
                .filter(raised -> raised.labels().contains(label))
                .allMatch(raised -> act.covered().contains(raised.decision()));
    }

    /// The labels that one of these decisions raised and nobody has let go, by source: as far as whoever knows these
    /// decisions is concerned, no declassification is in effect.
    Map<AssetId, Set<String>> raisedBy(Set<DecisionId> known) {
        Map<AssetId, Set<String>> labels = new HashMap<>();
        for (LabelFact.Raised raised : raises) {
            if (known.contains(raised.decision())) {
                raised.labels().stream()
                        .filter(label -> !isLetGo(raised.decision(), label))
                        .forEach(label -> labels.computeIfAbsent(raised.source(), _ -> new HashSet<>())
                                .add(label));
            }
        }
        return labels;
    }

    private boolean isLetGo(DecisionId raised, String label) {
        return declassified.values().stream()
                .anyMatch(act -> act.labels().contains(label) && act.covered().contains(raised));
    }
}
