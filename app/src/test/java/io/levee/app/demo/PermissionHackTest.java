package io.levee.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import io.levee.cli.LedgerExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PermissionHackTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /// The whole of scenario 3, and its record afterwards.
    @Test
    void everyWayIsRefusedAndTheRecordVerifies() throws IOException {
        Path data = folder.resolve("demo");
        Path export;
        String readme = withoutFigures(Files.readString(ROOT.resolve("README.md")));
        try (Stage stage = Stage.build(ROOT.resolve("examples").resolve("acme"), data)) {
            List<Step> steps = PermissionHack.play(stage, _ -> {});
            assertThat(steps)
                    .allSatisfy(step -> assertThat(step.ok() || lateOnly(step))
                            .as("%s: expected %s, got %s", step.name(), step.expected(), step.actual())
                            .isTrue())
                    .allSatisfy(step -> assertThat(readme)
                            .as("README shows what the demo prints")
                            .contains(withoutFigures(DemoCommand.told(step)).replace("FAIL", "ok  ")));
            export = LedgerExport.save(stage.remote(), "eve");
        }
        CommandRun levee = new CommandRun(Map.of("LEVEE_DATA", data.toString()));
        assertThat(levee.run("ledger", "verify").exit()).as(levee.toString()).isZero();

        byte[] written = Files.readAllBytes(export);
        for (int at = 0; at < written.length; at += 97 + at % 13) {
            byte[] changed = written.clone();
            changed[at] ^= 1;
            Files.write(export, changed);
            assertThat(levee.run("ledger", "verify", export.toString()).exit())
                    .as("byte %d changed", at)
                    .isEqualTo(1);
        }
        Files.write(export, written);
        assertThat(levee.run("ledger", "verify", export.toString()).exit()).isZero();
        assertThat(levee.run("ledger", "tail", "--family", "stop").out()).contains("stop.ordered.v1");
        anEntryIsProvenByItself(levee, data);
    }

    private static void anEntryIsProvenByItself(CommandRun levee, Path data) throws IOException {
        Path proof = data.resolve("entry.proof");
        String text = levee.run("ledger", "show", "acme/demo#3", "--proof").out();
        Files.writeString(proof, text);
        assertThat(levee.run("ledger", "verify", "--entry", proof.toString()).exit())
                .as(levee.toString())
                .isZero();
        Files.writeString(proof, text.replace("index 3", "index 4"));
        assertThat(levee.run("ledger", "verify", "--entry", proof.toString()).exit())
                .isEqualTo(1);
        assertThat(levee.run("ledger", "show", "acme/demo#99999999", "--proof").exit())
                .isEqualTo(1);
    }

    /// Ids and milliseconds differ from run to run, and not every machine can end programs whole.
    private static String withoutFigures(String text) {
        return text.replaceAll("explain [0-9a-z]{20,}", "explain ID")
                .replaceAll("[0-9.]+ ms", "N ms")
                .replace("runtime verified after N ms, ", "");
    }

    /// What happened is asserted here; how fast it was is the demo's business, on a machine that does nothing else.
    private static boolean lateOnly(Step step) {
        return step.actual().matches("not-permitted \\d+ ms after the edit");
    }
}
