package io.levee.realparts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.drill.outside.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The real systems of this checkout.
final class Engines {
    static final Path HOME = Path.of(System.getProperty("levee.root", ".."));

    /// Packages of the JDK that Spark reflects upon, as its own launcher opens them.
    static final List<String> SPARK_OPENINGS = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.util.calendar");

    private Engines() {}

    /// Skips the test where the engine is not there.
    static Engine start(String name, String main, Path folder, List<String> openings, List<String> arguments)
            throws IOException {
        assumeThere(name);
        return Engine.start(HOME, name, main, folder, openings, arguments);
    }

    /// The programs that people would submit to it.
    static Path jar(String name) throws IOException {
        try (Stream<Path> files = Files.list(target(name))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow()
                    .toRealPath();
        }
    }

    static Path target(String name) {
        return HOME.resolve("realparts/engines").resolve(name).resolve("target");
    }

    static void assumeThere(String name) {
        assumeTrue(
                Engine.isThere(HOME, name),
                () -> "the engine `%s` is not resolved: `make engines` does that, and `.ci/run`".formatted(name));
    }
}
