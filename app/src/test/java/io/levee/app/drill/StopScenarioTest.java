package io.levee.app.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StopScenarioTest {
    @Test
    void anAgentThatIgnoresEveryRequestIsStoppedAlsoWithTheDatabaseDead() {
        CommandRun levee = new CommandRun(Map.of());

        CommandRun.Result run = levee.run("demo", "stop", "--json");

        JsonNode played = new JsonMapper().readTree(run.out());
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(played.path("scenario").asString()).isEqualTo("stop");
        assertThat(played.path("ok").asBoolean()).isTrue();
        assertThat(played.path("steps"))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(step -> assertThat(step.path("ok").asBoolean()).isTrue());
    }
}
