package io.levee.realparts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.drill.outside.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The real systems of this checkout.
final class Engines {
    static final Path HOME = Path.of(System.getProperty("levee.root", ".."));

    private Engines() {}

    /// Skips the test where the engine is not there.
    static Engine start(String name, String main, Path folder, List<String> openings, List<String> arguments)
            throws IOException {
        assumeThere(name);
        return Engine.start(HOME, name, main, folder, openings, arguments);
    }

    static void assumeThere(String name) {
        assumeTrue(
                Engine.isThere(HOME, name),
                () -> "the engine `%s` is not resolved: `make engines` does that, and `.ci/run`".formatted(name));
    }
}
