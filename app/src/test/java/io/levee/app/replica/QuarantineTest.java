package io.levee.app.replica;

import static io.levee.app.replica.JobHouse.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.replica.JobHouse.Jobs;
import io.levee.cli.AgentTokens;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A job that hurts its neighbours, on a whole replica: a disk that has less free than it must.
final class QuarantineTest {
    private static final String SIGNAL =
            "  signals: { disk: { kind: disk-free, hold: 1s, settings: { path: /, percent: 99 } } }\n";

    @Test
    void whoHurtsOthersIsEndedBeforeAnybodyIsPaged(@TempDir Path folder) throws Exception {
        JobHouse house = new JobHouse(folder, SIGNAL);
        try (Levee levee = Levee.start(new Configuration(
                house.data("one"),
                house.organisation(),
                Optional.empty(),
                "one",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(),
                Map.of()))) {
            assumeTrue(levee.programs().isPresent(), "no programs are launched on this machine");
            Jobs gus = house.jobs("one", "gus");
            Map<String, Object> quiet = shell("until [ -e \"$HOME/end\" ]; do sleep 0.1; done");
            quiet.put("agent", "charter");
            String neighbour = gus.run(quiet);
            gus.await(neighbour, "running");

            Map<String, Object> greedy = shell("""
                    mkdir -p "$LEVEE_STAGING/daily" && head -c 8000000 /dev/zero > "$LEVEE_STAGING/daily/part-0"
                    exec sleep 1000
                    """);
            greedy.put("outputs", List.of("table:sales.daily=daily"));
            JsonNode over = gus.await(gus.run(greedy), "closed");
            String id = over.path("id").asString();
            assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("quarantined");
            assertThat(over.path("why").asString()).startsWith("disk: ").contains("99 must be");
            assertThat(over.path("attempts").path(0).path("ended").asString()).isEqualTo("quarantined");
            assertThat(house.place("daily")).doesNotExist();
            assertThat(gus.show(neighbour).path("state").asString()).isEqualTo("running");
            assertThat(kinds(house, id))
                    .containsExactly(
                            "job.admitted.v1", "job.began.v1", "job.quarantined.v1", "job.ended.v1", "job.closed.v1");

            assertThatThrownBy(() -> gus.run(greedy))
                    .hasMessageContainingAll("in-quarantine", "levee job release " + id);
            AgentTokens tokens = new AgentTokens(house.remote("one"));
            Jobs agent = new Jobs(house.remote("one")
                    .api()
                    .with(tokens.exchange("fixer", tokens.ticket("fixer", "gus"), "levee-api")
                            .path("access_token")
                            .asString()));
            assertThatThrownBy(() -> release(agent, id)).hasMessageContaining("job-not-yours");
            assertThatThrownBy(() -> release(house.jobs("one", "ana"), id)).hasMessageContaining("job-unknown");
            assertThatThrownBy(() -> gus.run(greedy)).hasMessageContaining("in-quarantine");

            release(gus, id);
            assertThat(gus.await(gus.run(shell("exit 0")), "closed")
                            .path("outcome")
                            .asString())
                    .isEqualTo("succeeded");
            assertThatThrownBy(() -> release(gus, id)).hasMessageContaining("job-not-in-quarantine");
            assertThat(kinds(house, id)).endsWith("job.closed.v1", "job.released.v1");
            var _ = gus.end(neighbour);
            gus.await(neighbour, "closed");
        }
    }

    private static void release(Jobs as, String id) {
        var _ = as.api().post("/v1/jobs/" + id + "/release", Map.of());
    }

    /// Oldest first.
    private static List<String> kinds(JobHouse house, String id) {
        return house.facts("one").stream()
                .filter(fact -> fact.toString().contains("\"" + id + "\""))
                .map(fact -> fact.path("type").asString().replace("io.levee.", ""))
                .toList();
    }
}
