package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one session carries. Pure and immutable; replicas fold the same facts in different orders, so everything but
/// `first` comes out the same whatever the order is.
///
/// INVARIANT I11: a declassification covers the reads that its person knew of, and no other. It ends with the first
/// raise that it does not cover; so whoever reads under it raises anew ([#raisedBy]) although the session carries the
/// label.
///
/// @param first    the fact that raised each label first, as this replica learned it
/// @param raises   everything that raised a label, by source
/// @param acts     what people let go, in effect or not yet
/// @param released which of `acts` every replica knows of
/// @param last     when it was last added to
record Carried(
        SortedMap<String, LabelFact.Raised> first,
        Map<AssetId, Set<LabelFact.Raised>> raises,
        Set<LabelFact.Declassified> acts,
        Set<LabelFact.Released> released,
        Instant last) {
    static final Carried NOTHING = new Carried(Collections.emptySortedMap(), Map.of(), Set.of(), Set.of(), Instant.MIN);

    Carried and(LabelFact fact, Instant time) {
        Instant latest = time.isAfter(last) ? time : last;
        return switch (fact) {
            case LabelFact.Raised raised -> {
                SortedMap<String, LabelFact.Raised> earliest = new TreeMap<>(first);
                raised.labels().forEach(label -> earliest.putIfAbsent(label, raised));
                Map<AssetId, Set<LabelFact.Raised>> all = new HashMap<>(raises);
                all.merge(raised.source(), Set.of(raised), Carried::both);
                yield new Carried(
                        Collections.unmodifiableSortedMap(earliest),
                        Collections.unmodifiableMap(all),
                        acts,
                        released,
                        latest);
            }
            case LabelFact.Declassified act -> new Carried(first, raises, both(acts, Set.of(act)), released, latest);
            case LabelFact.Released act -> new Carried(first, raises, acts, both(released, Set.of(act)), latest);
        };
    }

    List<LabelFact.Raised> allRaises() {
        return raises.values().stream().flatMap(Collection::stream).toList();
    }

    /// By label, what each act lets it go to. Two acts do not make a third: a call needs one act for all that it names.
    Map<String, List<Set<AssetId>>> letGo() {
        if (acts.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Set<AssetId>>> letGo = new HashMap<>();
        for (LabelFact.Declassified act : acts) {
            if (released.contains(new LabelFact.Released(act.session(), act.decision(), act.covered()))) {
                act.labels().stream()
                        .filter(label -> covers(act, label))
                        .forEach(label -> letGo.computeIfAbsent(label, _ -> new ArrayList<>())
                                .add(act.sinks()));
            }
        }
        return letGo;
    }

    private boolean covers(LabelFact.Declassified act, String label) {
        return allRaises().stream()
                .filter(raised -> raised.labels().contains(label))
                .allMatch(raised -> act.covered().contains(raised.decision()));
    }

    /// The labels of `source` that one of these decisions raised and nobody has let go: as far as whoever knows these
    /// decisions is concerned, no declassification is in effect.
    Set<String> raisedBy(Set<DecisionId> known, AssetId source) {
        Set<String> labels = new HashSet<>();
        for (LabelFact.Raised raised : raises.getOrDefault(source, Set.of())) {
            if (known.contains(raised.decision())) {
                raised.labels().stream()
                        .filter(label -> !isLetGo(raised.decision(), label))
                        .forEach(labels::add);
            }
        }
        return labels;
    }

    private boolean isLetGo(DecisionId raised, String label) {
        return acts.stream()
                .anyMatch(act -> act.labels().contains(label) && act.covered().contains(raised));
    }

    private static <T> Set<T> both(Set<T> some, Set<T> more) {
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
