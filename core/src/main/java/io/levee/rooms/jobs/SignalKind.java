package io.levee.rooms.jobs;

import io.levee.organisation.SignalSource;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Makes the signals of one kind from what `levee.yaml` says of them. One per adapter.
public interface SignalKind {
    /// Its word under `kind:`.
    String kind();

    /// Settings that must be there.
    Set<String> required();

    /// Settings that may be there.
    Set<String> optional();

    /// Connects nothing yet.
    ///
    /// @param secrets by name, as they are now
    /// @throws IllegalArgumentException where a setting is not what it should be, with the input in backticks
    Signal signal(SignalSource source, UnaryOperator<String> secrets);
}
