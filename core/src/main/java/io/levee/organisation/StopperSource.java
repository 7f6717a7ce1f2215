package io.levee.organisation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One system outside on which Levee can stop agents, as `stoppers.yaml` has it.
///
/// @param name     its own, among all stoppers: `warehouse-roles`
/// @param system   which adapter stops there: `postgres`, `kafka`, `flink` …
/// @param settings what that adapter wants to know; a secret only by its name
/// @param canary   a foothold that is nobody's, on which the stop is rehearsed
/// @param line     where it stands in `stoppers.yaml`
public record StopperSource(
        String name,
        String system,
        Map<String, String> settings,
        Optional<String> canary,
        List<Foothold> footholds,
        int line) {
    public StopperSource {
        settings = Map.copyOf(settings);
        footholds = List.copyOf(footholds);
    }
}
