package io.levee.cli;

import java.nio.file.Path;

/// Where operators keep their keys: on their own machine, never in a replica's data folder.
public final class OperatorKeys {
    private OperatorKeys() {}

    public static Path standard(String person) {
        return Path.of(System.getProperty("user.home"), ".config", "levee", "operator-%s.key".formatted(person));
    }
}
