package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.drill.DrillCommand;
import io.levee.app.drill.outside.OutsideSystems;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The drill as people run it where engines are there.
final class WholeDrillTest {
    @Test
    void nothingArrivesAnywhereAfterTheBound() {
        assumeTrue(new OutsideSystems(Engines.HOME, "nobody", true).missing().isEmpty(), "engines are not resolved");
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new DrillCommand(Engines.HOME)).setOut(new PrintWriter(out));

        int exit = line.execute("--json", "--bound", "5000");

        JsonNode report = new JsonMapper().readTree(out.toString());
        assertThat(exit).as(out.toString()).isZero();
        assertThat(report.path("undrilled")).isEmpty();
        List<String> stoppers = new ArrayList<>();
        for (JsonNode stopper : report.path("stoppers")) {
            stoppers.add(stopper.path("stopper").asString());
            assertThat(stopper.path("effects").asLong()).isPositive();
            assertThat(stopper.path("effectsAfterBound").asLong()).isZero();
        }
        assertThat(stoppers).contains("processes", "tokens", "calls", "postgres-role", "kafka-user", "flink-job");
    }
}
