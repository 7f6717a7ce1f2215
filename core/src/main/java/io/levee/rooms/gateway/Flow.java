package io.levee.rooms.gateway;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.facts.Evidence;
import io.levee.facts.LabelFact;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one call would move: what its session carries towards what the call names, and what the answer adds. Pure.
///
/// Every call sends: whatever its caller chose as path, query, headers and body is seen behind the operation. So there
/// is no harmless call to what is not cleared.
///
/// @param leaks what the session carries and something that the call names is not cleared for, with where it was read
/// @param own   what the answer itself would hold and something else that the call names is not cleared for: the call
///              could only end with its own answer, so it does not begin
/// @param adds  by what the call names, its labels that not every replica knows the session to have read there
record Flow(
        SortedMap<String, LabelFact.Raised> leaks,
        SortedMap<String, AssetId> own,
        SortedMap<AssetId, Set<String>> adds) {
    static final Flow NONE =
            new Flow(Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap());

    /// @param told  what every replica knows the session to have read from a source
    /// @param letGo by label, the assets that one call may name together because a person said so
    /// @param named the operation and what its parameters name; where nothing is, nothing is cleared
    static Flow of(
            SortedMap<String, LabelFact.Raised> carried,
            Function<AssetId, Set<String>> told,
            Map<String, List<Set<AssetId>>> letGo,
            Collection<Asset> named) {
        SortedMap<AssetId, Set<String>> adds = new TreeMap<>();
        for (Asset asset : named) {
            Set<String> more = new TreeSet<>(asset.labels());
            more.removeAll(told.apply(asset.id()));
            if (!more.isEmpty()) {
                adds.put(asset.id(), more);
            }
        }
        SortedMap<String, LabelFact.Raised> leaks = new TreeMap<>(carried);
        leaks.keySet().removeIf(label -> !named.isEmpty() && mayGo(label, letGo, named));
        SortedMap<String, AssetId> own = new TreeMap<>();
        adds.forEach((source, labels) -> labels.forEach(label -> own.putIfAbsent(label, source)));
        own.keySet().removeIf(label -> mayGo(label, letGo, named));
        return new Flow(leaks, own, adds);
    }

    private static boolean mayGo(String label, Map<String, List<Set<AssetId>>> letGo, Collection<Asset> named) {
        Set<AssetId> uncleared = named.stream()
                .filter(asset -> !asset.clears(label))
                .map(Asset::id)
                .collect(Collectors.toSet());
        return uncleared.isEmpty()
                || letGo.getOrDefault(label, List.of()).stream().anyMatch(sinks -> sinks.containsAll(uncleared));
    }

    boolean isLeak() {
        return !leaks.isEmpty() || !own.isEmpty();
    }

    /// Whether an open call may not go on as it began: it would leak, or what it names has got a label since.
    boolean moved() {
        return isLeak() || !adds.isEmpty();
    }

    /// Names the first label and its source, as the caller is told.
    String detail() {
        if (leaks.isEmpty()) {
            return "%s from %s itself"
                    .formatted(own.firstKey(), own.firstEntry().getValue());
        }
        LabelFact.Raised source = leaks.values().iterator().next();
        return "%s from %s".formatted(leaks.firstKey(), source.source());
    }

    List<Evidence> evidence() {
        Stream<Evidence> read = leaks.entrySet().stream()
                .map(leak -> new Evidence(
                        "label",
                        leak.getKey(),
                        "read from %s by %s"
                                .formatted(
                                        leak.getValue().source(),
                                        leak.getValue().decision().value())));
        Stream<Evidence> answer = own.entrySet().stream()
                .map(leak -> new Evidence("label", leak.getKey(), "held by %s itself".formatted(leak.getValue())));
        return Stream.concat(read, answer).toList();
    }
}
