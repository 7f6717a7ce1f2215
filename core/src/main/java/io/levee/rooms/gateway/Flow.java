package io.levee.rooms.gateway;

import io.levee.catalog.Asset;
import io.levee.facts.Evidence;
import io.levee.facts.LabelFact;
import java.util.List;
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
/// @param adds  labels that the session does not carry yet
record Flow(SortedMap<String, LabelFact.Raised> leaks, Set<String> adds) {
    static final Flow NONE = new Flow(new TreeMap<>(), Set.of());

    static Flow of(SortedMap<String, LabelFact.Raised> carried, Asset operation) {
        if (carried.isEmpty() && operation.labels().isEmpty()) {
            return NONE;
        }
        SortedMap<String, LabelFact.Raised> leaks = new TreeMap<>(carried);
        leaks.keySet().removeIf(operation::clears);
        Set<String> adds = new TreeSet<>(operation.labels());
        adds.removeAll(carried.keySet());
        return new Flow(leaks, adds);
    }

    boolean isLeak() {
        return !leaks.isEmpty();
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
