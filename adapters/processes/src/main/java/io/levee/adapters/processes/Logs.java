package io.levee.adapters.processes;

import java.nio.file.Path;
import java.util.List;

/// What a program printed, standard output and error as they came: the first 8 MiB and at least the last 20 of 24.
///
/// @param files        in order; while it runs, one of them may be gone when it is opened
/// @param leftOutBytes between the first file and the second
public record Logs(List<Path> files, long leftOutBytes) {
    public Logs {
        files = List.copyOf(files);
    }
}
