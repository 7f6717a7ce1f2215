package io.levee.app.demo.sparkjob;

import io.levee.app.demo.Folders;
import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.cli.Api;
import io.levee.cli.Remote;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Levee for a copy of acme whose lake is a folder of this scenario.
final class JobGround implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LAKE = "/srv/acme/lake";
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(8);

    private final Path folder;
    private final Levee levee;

    private JobGround(Path folder, Levee levee) {
        this.folder = folder;
        this.levee = levee;
    }

    /// @param folder deleted first
    static JobGround build(Path acme, Path folder) throws IOException {
        Folders.delete(folder);
        Path organisation = folder.resolve("org");
        Folders.copy(acme, organisation);
        Files.createDirectories(folder.resolve("lake"));
        Path settings = organisation.resolve("levee.yaml");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("\njobs:\n", "\njobs:\n  sharedUser: true\n") // the keys of a demo are nobody's
                        .replace(LAKE, folder.resolve("lake").toAbsolutePath().toString()));
        return new JobGround(
                folder,
                Levee.start(new Configuration(
                        folder,
                        organisation,
                        Optional.empty(),
                        "demo",
                        InetAddress.getLoopbackAddress(),
                        Configuration.Ports.FREE,
                        Map.of(),
                        Map.of())));
    }

    /// Asks for a job of the agent for the person. Throws what `levee` would say where it is refused.
    JsonNode run(String agent, String person, Map<String, Object> more, List<String> command) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("agent", agent);
        body.put("skill", "spark-batch");
        body.put("command", command);
        return as(person).post("/v1/jobs", body);
    }

    /// Waits until the job is over.
    JsonNode over(String person, JsonNode job) throws InterruptedException {
        Api api = as(person);
        long end = System.nanoTime() + LONGEST.toNanos();
        JsonNode now = job;
        while (!now.path("state").asString("").equals("closed") && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_EVERY);
            now = api.get("/v1/jobs/" + job.path("id").asString(""));
        }
        return now;
    }

    /// Types of the facts about one job, in order, as an auditor exports them.
    List<String> facts(String job) throws IOException {
        List<String> types = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(as("eve").stream("/v1/ledger/export"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"subject\":\"" + job + "\"")) {
                    String type = JSON.readTree(line).path("type").asString("");
                    types.add(type.replace("io.levee.job.", "").replace(".v1", ""));
                }
            }
        }
        return types;
    }

    /// The files that are published as yesterday's sales.
    List<String> published() throws IOException {
        Path place = folder.resolve("lake").resolve("sales-daily");
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Api as(String person) {
        return new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty()).apiAs(Optional.of(person));
    }

    @Override
    public void close() {
        levee.close();
    }
}
