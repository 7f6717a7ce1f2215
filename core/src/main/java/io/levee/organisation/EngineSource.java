package io.levee.organisation;

import io.levee.catalog.AssetId;
import java.util.Map;
import java.util.Optional;

/// A place besides this machine where jobs may run, as `jobs: engines:` in `levee.yaml` has it.
///
/// @param name     its own, among all engines: `flink-main`
/// @param kind     which adapter runs jobs there: `flink`, `spark`, `kubernetes`
/// @param asset    what it is in the catalog; only jobs that depend on that run there
/// @param staging  an absolute folder that its machines and this replica share; without it jobs there publish nothing
/// @param settings what that adapter wants to know; a secret only by its name
/// @param line     where it stands in `levee.yaml`
public record EngineSource(
        String name, String kind, AssetId asset, Optional<String> staging, Map<String, String> settings, int line) {
    public EngineSource {
        settings = Map.copyOf(settings);
    }
}
