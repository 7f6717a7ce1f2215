package io.levee.rooms.gateway;

import io.levee.catalog.Asset;
import io.levee.facts.Evidence;
import io.levee.facts.LabelFact;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one call would move: what its session carries towards the operation, and what the answer adds. Pure.
///
/// Every call sends: whatever its caller chose as path, query, headers and body is seen behind the operation. So there
/// is no harmless call to what is not cleared.
///
/// @param leaks what the session carries and the operation is not cleared for, with where it was read
/// @param adds  labels of the operation that not every replica is known to know of the session
record Flow(SortedMap<String, LabelFact.Raised> leaks, Set<String> adds) {
    static final Flow NONE = new Flow(Collections.emptySortedMap(), Set.of());

    /// @param told      what every replica knows of the session
    /// @param operation empty where it is not in the catalog: then nothing is cleared
    static Flow of(SortedMap<String, LabelFact.Raised> carried, Set<String> told, Optional<Asset> operation) {
        Set<String> adds = new TreeSet<>(operation.map(Asset::labels).orElse(Set.of()));
        adds.removeAll(told);
        SortedMap<String, LabelFact.Raised> leaks = new TreeMap<>(carried);
        leaks.keySet()
                .removeIf(
                        label -> operation.filter(asset -> asset.clears(label)).isPresent());
        return new Flow(leaks, adds);
    }

    boolean isLeak() {
        return !leaks.isEmpty();
    }

    /// Whether an open call may not go on as it began: it would leak, or its operation has got a label since.
    boolean moved() {
        return isLeak() || !adds.isEmpty();
    }

    /// Names the first label and its source, as the caller is told.
    String detail() {
        LabelFact.Raised source = leaks.values().iterator().next();
        return "%s from %s".formatted(leaks.firstKey(), source.source());
    }

    List<Evidence> evidence() {
        return leaks.entrySet().stream()
                .map(leak -> new Evidence(
                        "label",
                        leak.getKey(),
                        "read from %s by %s"
                                .formatted(
                                        leak.getValue().source(),
                                        leak.getValue().decision().value())))
                .toList();
    }
}
