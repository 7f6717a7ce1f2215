package io.levee.rooms.jobs;

import io.levee.organisation.EngineSource;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Makes the engine of one kind of cluster from what `levee.yaml` says of it. One per adapter.
public interface EngineKind {
    /// Its word under `kind:`, and in `levee-runs-on` of skills: `flink`.
    String kind();

    /// Settings that must be there.
    Set<String> required();

    /// Settings that may be there.
    Set<String> optional();

    /// Connects nothing yet.
    ///
    /// @param secrets by name, as they are now
    /// @throws IllegalArgumentException where a setting is not what it should be, with the input in backticks
    Engine engine(EngineSource source, UnaryOperator<String> secrets);
}
