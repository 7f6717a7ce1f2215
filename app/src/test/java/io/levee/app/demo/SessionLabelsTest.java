package io.levee.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a whole replica: what a session has read limits where it may send, after the person's own
/// rights allowed both.
final class SessionLabelsTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void eachCallIsPermittedAndTheCombinationIsRefused() throws Exception {
        Path acme = folder.resolve("acme");
        Folders.copy(ROOT.resolve("examples").resolve("acme"), acme);
        Path description = acme.resolve("apis/warehouse.openapi.yaml");
        String declared = Files.readString(description);
        Files.writeString(
                description,
                declared.replace("x-levee-cleared-for: [personal]\n", "")
                        .replace(
                                "      operationId: listTables\n",
                                "      operationId: listTables\n      x-levee-labels: [personal]\n"));
        Path data = folder.resolve("demo");
        try (Stage stage = Stage.build(acme, data)) {
            Caller agent = stage.agent("report-writer", "ana");
            String query = "{\"table\":\"sales.orders\",\"limit\":3}";
            assertThat(agent.post("/warehouse/queries", query).outcome()).isEqualTo("allowed");
            Reply read = agent.get("/warehouse/tables");
            assertThat(read.outcome()).isEqualTo("allowed");
            Reply refused = agent.post("/warehouse/queries", query);
            assertThat(refused.outcome()).isEqualTo("label-not-cleared");
            assertThat(stage.agent("report-writer", "ana")
                            .post("/warehouse/queries", query)
                            .outcome())
                    .as("another session")
                    .isEqualTo("allowed");

            CommandRun levee = new CommandRun(Map.of("LEVEE_DATA", data.toString()));
            CommandRun.Result shown = levee.run("explain", refused.decision(), "--as", "cy");
            assertThat(shown.out())
                    .as(shown.err())
                    .contains("personal  read from operation:warehouse/listTables by " + read.decision());
        }
    }
}
