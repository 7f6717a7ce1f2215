package io.levee.adapters.processes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program with caps, apart from others, whose log is bounded and whose exit code is kept.
///
/// @param command     the program and its arguments
/// @param environment all it gets, and besides `HOME`, `TMPDIR` and the mark of its workload where they are
///     not given
/// @param directory   where it starts; empty for its scratch folder
public record Confined(List<String> command, Map<String, String> environment, Optional<Path> directory, Caps caps) {
    public Confined {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
