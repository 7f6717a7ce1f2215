package io.levee.app.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DrillTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final CommandRun levee = new CommandRun(Map.of());

    @Test
    void aSacrificialAgentIsStoppedAndNothingOfItArrivesAfterwards() {
        // the bound is for a busy machine; how fast it is, a bench says
        CommandRun.Result run = levee.run("drill", "--json", "--bound", "5000", "--seed", "7", "--without-engines");
        JsonNode report = JSON.readTree(run.out());

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("seed").asLong()).isEqualTo(7);
        List<String> layers = new ArrayList<>();
        report.path("stoppers").forEach(each -> layers.add(each.path("layer").asString()));
        assertThat(layers).contains("identity", "gateway");
        assertThat(report.path("stoppers").findValuesAsString("stopper")).contains("postgres-role");
        report.path("undrilled").forEach(each -> layers.add(each.asString()));
        assertThat(layers)
                .as("every layer is drilled or named")
                .contains("runtime", "identity", "gateway", "payment", "framework", "kafka", "flink");
        for (JsonNode stopper : report.path("stoppers")) {
            assertThat(stopper.path("verified").asBoolean()).isTrue();
            assertThat(stopper.path("effects").asLong()).isPositive();
            assertThat(stopper.path("effectsAfterBound").asLong()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true,  5, 0, true",
        "false, 5, 0, false", // nobody saw it hold
        "true,  5, 1, false", // something came late
        "true,  0, 0, false", // nothing was going on, so nothing was proven
    })
    void whenTheSwitchWorks(boolean verified, long effects, long late, boolean works) {
        JsonNode stop = JSON.readTree("{\"reports\":[{\"layer\":\"gateway\",\"stopper\":\"calls\"}]}");

        DrillReport report = DrillReport.of(
                1,
                stop,
                List.of(),
                List.of(),
                (layer, _) -> new DrillReport.Stopper(layer, "calls", verified, 1, 1_000, effects, -1, late, ""));

        assertThat(report.ok()).isEqualTo(works);
        assertThat(report.text()).contains(works ? "The switch works." : "THE SWITCH DOES NOT WORK");
    }

    @Test
    void aStopThatReportsNothingIsNoProof() {
        DrillReport report = DrillReport.of(1, JSON.readTree("{\"reports\":[]}"), List.of(), List.of(), (_, _) -> {
            throw new AssertionError("there is nothing to measure");
        });

        assertThat(report.ok()).isFalse();
    }

    @Test
    void aSystemThatNobodyWasAskedToStopIsNoProof() {
        JsonNode stop = JSON.readTree("{\"reports\":[{\"layer\":\"gateway\",\"stopper\":\"calls\"}]}");

        DrillReport report = DrillReport.of(
                1,
                stop,
                List.of(),
                List.of("kafka-user"),
                (layer, _) -> new DrillReport.Stopper(layer, "calls", true, 1, 1_000, 5, -1, 0, ""));

        assertThat(report.ok()).isFalse();
        assertThat(report.text()).contains("kafka-user").contains("no stopper was asked");
    }

    @Test
    void effectsCountFromTheBoundOn() throws InterruptedException {
        Effects effects = new Effects();
        effects.happened();
        long bound = System.nanoTime();
        assertThat(effects.after(bound)).isZero();
        assertThat(effects.lastMillis(bound)).isNotPositive();
        effects.happened();
        assertThat(effects.after(bound)).isEqualTo(1);
        assertThat(effects.lastMillis(bound)).isPositive();
        assertThat(effects.awaitFlowing(0)).as("two are no flow").isFalse();
        assertThat(effects.after(bound + TimeUnit.HOURS.toNanos(1))).isZero();
    }

    @Test
    void aBoundThatIsNoneIsRefused() {
        CommandRun.Result run = levee.run("drill", "--bound", "0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("`--bound 0` is not between 1 and 60000 ms");
    }
}
