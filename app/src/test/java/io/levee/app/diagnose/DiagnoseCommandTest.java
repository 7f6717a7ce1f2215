package io.levee.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DiagnoseCommandTest {
    private static final String FULL = """
            2026-11-30 12:00:00,000 INFO  com.acme.Job - started
            Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
            \tat com.acme.Job.main(Job.java:7)
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theJsonIsWhatScriptsRelyOn() throws IOException {
        CommandRun.Result result = levee("diagnose", log(FULL), "--json");
        assertThat(result.exit()).isZero();
        JsonNode json = new JsonMapper().readTree(result.out());
        assertThat(json.path("engine").asString()).isEqualTo("jvm");
        assertThat(json.path("signature").asString()).isEqualTo("jvm-heap-oom");
        assertThat(json.path("confidence").asDouble()).isBetween(0.9, 1.0);
        assertThat(json.path("evidence").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(json.path("evidence").get(0).path("text").asString()).contains("Java heap space");
        assertThat(json.path("evidence").get(0).path("file").asString()).endsWith("job.log");
        assertThat(json.path("remedy").path("action").asString()).isEqualTo("raise-memory");
        assertThat(json.path("remedy").path("reversible").asBoolean()).isTrue();
        assertThat(json.path("remedy").path("rung").asString()).isNotBlank();
        assertThat(json.path("remedy").path("args").isObject()).isTrue();
        assertThat(json.path("alternatives").isArray()).isTrue();
    }

    @Test
    void theTextSaysCauseLinesAndWhatToDo() throws IOException {
        CommandRun.Result result = levee("diagnose", log(FULL));
        assertThat(result.out())
                .contains("jvm-heap-oom", "certain", "job.log:2: Exception in thread", "what to do    raise-memory");
    }

    @Test
    void unknownIsAnAnswerAndExitsWithThree() throws IOException {
        CommandRun.Result result = levee("diagnose", log("com.acme.QuotaTwisted: 7 of 5\n"), "--json");
        assertThat(result.exit()).isEqualTo(3);
        JsonNode json = new JsonMapper().readTree(result.out());
        assertThat(json.path("signature").asString()).isEqualTo("unknown");
        assertThat(json.path("remedy").isNull()).isTrue();
    }

    @Test
    void whatIsPackedInAnotherWayIsNotRead() throws IOException {
        Path packed = Files.write(folder.resolve("job.log"), new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 4, 0});
        CommandRun.Result result = levee("diagnose", packed.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("job.log` is packed with zstd, which is not read: unpack it first");
    }

    @Test
    void badInputIsSaidInOneLine() throws IOException {
        for (String[] bad : new String[][] {
            {"diagnose"},
            {"diagnose", folder.resolve("missing.log").toString()},
            {"diagnose", folder.toString()},
            {"diagnose", log(FULL), "--engine", "hadoop"},
            {"diagnose", log(FULL), "--exit", "many"},
            {"diagnose", log(FULL), "--json", "--text"},
            {"skill", "check", folder.resolve("missing").toString()},
            {"skill", "list", "--skills", folder.resolve("missing").toString()},
        }) {
            CommandRun.Result result = levee(bad);
            Files.deleteIfExists(folder.resolve("job.log"));
            assertThat(result.exit()).as(String.join(" ", bad)).isEqualTo(2);
            assertThat(result.err() + result.out()).doesNotContain("\tat ").isNotBlank();
        }
    }

    @Test
    void ownSkillsAreAskedAsWell() throws IOException {
        Path skill = Files.createDirectories(folder.resolve("skills/own"));
        Files.writeString(skill.resolve("SKILL.md"), "---\nname: own\ndescription: Ours.\n---\n");
        CommandRun.Result learned =
                levee("skill", "learn", log("com.acme.QuotaException: 7 of 5\n\tat com.acme.A.b(A.java:1)\n"));
        assertThat(learned.exit()).isZero();
        Files.writeString(skill.resolve("diagnosis.yaml"), "engine: process\n" + learned.out());
        CommandRun.Result checked =
                levee("skill", "check", folder.resolve("skills").toString());
        assertThat(checked.exit()).as(checked.out()).isZero();
        CommandRun.Result result = levee(
                "diagnose",
                folder.resolve("job.log").toString(),
                "--json",
                "--skills",
                folder.resolve("skills").toString());
        assertThat(new JsonMapper().readTree(result.out()).path("signature").asString())
                .isEqualTo("quota-exception");
    }

    @Test
    void theStarterLibraryIsListed() {
        JsonNode json =
                new JsonMapper().readTree(levee("skill", "list", "--json").out());
        assertThat(json.path("skills").findValuesAsString("id"))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    private String log(String text) throws IOException {
        return Files.writeString(folder.resolve("job.log"), text).toString();
    }

    private CommandRun.Result levee(String... arguments) {
        return new CommandRun(Map.of("LEVEE_DATA", folder.toString())).run(arguments);
    }
}
