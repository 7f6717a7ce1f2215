package io.levee.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataLeakTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatWasReadGoesNowhereButWhereItMay() throws IOException {
        Path data = folder.resolve("demo");
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (Stage stage = Stage.build(ROOT.resolve("examples").resolve("acme"), data)) {
            List<Step> steps = DataLeak.play(stage, _ -> {});
            assertThat(steps)
                    .allSatisfy(step -> assertThat(step.ok())
                            .as("%s: expected %s, got %s", step.name(), step.expected(), step.actual())
                            .isTrue());
            assertThat(readme)
                    .as("README shows what the demo prints")
                    .contains(steps.get(2).name(), steps.get(2).actual());

            CommandRun levee = new CommandRun(Map.of("LEVEE_DATA", data.toString()));
            CommandRun.Result shown = levee.run("explain", steps.get(2).fact(), "--as", "cy");
            assertThat(shown.out()).as(shown.err()).contains("payroll  read from table:hr.payroll by ");
            assertThat(levee.run("ledger", "tail", "--family", "label", "--as", "eve")
                            .out())
                    .contains("label.raised.v1", "label.declassified.v1", "label.released.v1");
            CommandRun.Result late =
                    levee.run("declassify", steps.get(1).fact(), "--reason", "an allowed call", "--as", "fay");
            assertThat(late.err()).contains("not-refused-for-labels");
        }
    }
}
