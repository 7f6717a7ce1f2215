package io.levee.app.demo.flagflip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.demo.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlagFlipTest {
    private static final Path HOME =
            Path.of(System.getProperty("levee.root", "..")).toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void everyStepGoesAsExpectedOnARealBroker() {
        Optional<String> whyNot = FlagFlip.whyNot(HOME, folder.resolve("trial"));
        assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
        List<Step> steps = FlagFlip.play(HOME, HOME.resolve("examples/acme"), folder.resolve("flip"), _ -> {});
        assertThat(steps)
                .hasSize(11)
                .allSatisfy(step -> assertThat(step.ok())
                        .as("%s: %s", step.name(), step.actual())
                        .isTrue());
    }
}
