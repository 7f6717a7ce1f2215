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

/// `levee org check` runs the examples of the skills of teams.
final class SkillsOfTeamsTest {
    private static final String DIAGNOSIS = "teams/core/skills/own/diagnosis.yaml";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anExampleThatIsDiagnosedOtherwiseIsAProblemOfItsLine() throws IOException {
        organisation();
        Path log = write("failed.log", "com.acme.QuotaException: 7 of 5\n\tat com.acme.A.b(A.java:1)\n");
        String learned =
                "engine: process\n" + levee("skill", "learn", log.toString()).out();
        write("org/" + DIAGNOSIS, learned);
        CommandRun.Result good = levee("org", "check", folder.resolve("org").toString());
        assertThat(good.exit()).as(good.out()).isZero();

        String broken =
                learned.replace("com.acme.QuotaException: 7 of 5", "java.lang.OutOfMemoryError: Java heap space");
        assertThat(broken).isNotEqualTo(learned);
        write("org/" + DIAGNOSIS, broken);
        CommandRun.Result bad = levee("org", "check", folder.resolve("org").toString(), "--json");
        assertThat(bad.exit()).isEqualTo(2);
        JsonNode problem = new JsonMapper().readTree(bad.out()).path("problems").path(0);
        assertThat(problem.path("file").asString()).as(bad.out()).isEqualTo(DIAGNOSIS);
        assertThat(problem.path("line").asInt()).isPositive();
        assertThat(problem.path("what").asString()).contains("an example of", "jvm-heap-oom");
    }

    private void organisation() throws IOException {
        write("org/levee.yaml", "name: small\nlogin: local\n");
        write("org/people.yaml", """
                roles: { auditor: looks back }
                people:
                  ana: { name: Ana, email: ana@s.example, teams: [core], roles: [auditor] }
                """);
        write("org/teams/core/team.yaml", """
                name: Core
                contact: core@s.example
                onCall: ana
                channel: "#core"
                """);
        write("org/policies/all.cedar", """
                @id("auditors-look")
                @why("a test says so")
                permit (principal is Person in Role::"auditor", action == Action::"audit", resource);
                """);
        write("org/teams/core/skills/own/SKILL.md", "---\nname: own\ndescription: Ours.\n---\n\nLook at the quota.\n");
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private CommandRun.Result levee(String... arguments) {
        return new CommandRun(Map.of("LEVEE_DATA", folder.toString())).run(arguments);
    }
}
