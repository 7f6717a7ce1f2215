package io.levee.app.replica;

import io.levee.cli.Api;
import io.levee.cli.Remote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// An organisation whose agents run jobs for gus and ana, with a lake in the folder of the test.
final class JobHouse {
    static final Duration WITHIN = Duration.ofSeconds(90);

    private static final List<String> TABLES = List.of("daily", "failed", "linked", "stopped", "mended");

    private final Path folder;

    JobHouse(Path folder) throws IOException {
        this(folder, "");
    }

    /// @param more lines of `jobs` in `levee.yaml`
    JobHouse(Path folder, String more) throws IOException {
        this.folder = folder;
        // programs have users of their own, which pass through it
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        StringBuilder outputs = new StringBuilder();
        StringBuilder tables = new StringBuilder();
        for (String table : TABLES) {
            outputs.append(
                    "    table:sales.%1$s: { folder: %2$s, checks: [not-empty] }\n".formatted(table, place(table)));
            tables.append("  table:sales.%s: { description: sales }\n".formatted(table));
        }
        write("levee.yaml", """
                name: jobs
                login: local
                jobs:
                  most: { memoryMib: 600, cpuMillis: 2000, processes: 500, diskMib: 500 }
                  usual: { memoryMib: 512, cpuMillis: 2000, processes: 200, diskMib: 200 }
                  deadline: 10m
                  trust: { fixer: isolation }
                  tools: { owner: platform, labels: [printed], clearedFor: [printed] }
                %s  outputs:
                """.formatted(more) + outputs);
        write("people.yaml", """
                roles: { operator: may stop, auditor: looks back }
                people:
                  gus: { name: Gus, email: gus@j.example, teams: [spark], roles: [] }
                  ana: { name: Ana, email: ana@j.example, teams: [spark], roles: [] }
                  cy: { name: Cy, email: cy@j.example, teams: [platform], roles: [operator] }
                  eve: { name: Eve, email: eve@j.example, teams: [platform], roles: [auditor] }
                """);
        team("platform", "platform: true\n", "cy");
        team("spark", "", "gus");
        for (String agent : List.of("fixer", "charter", "halted", "booked")) {
            passport(agent);
        }
        write("budgets.yaml", """
                budgets:
                  processors:
                    of: cpu-seconds
                    per: agent
                    for: [agent:booked]
                    limit: 1000
                    every: 31d
                    perCall: 900
                """);
        write("assets/all.yaml", """
                owner: spark
                assets:
                  job:ad-hoc-process: { description: programs }
                  job:ad-hoc-jvm: { description: programs }
                  job:ad-hoc-postgres-client: { description: programs }
                  table:hr.pay: { description: what people earn }
                  table:sales.buyers: { description: who bought, labels: [customer] }
                """ + tables);
        write("policies/all.cedar", """
                @id("the-team-works")
                @why("a test says so")
                permit (principal is Person in Team::"spark", action in [Action::"read", Action::"change"], resource);

                @id("agents-read")
                @why("a test says so")
                permit (principal is Agent, action == Action::"read", resource);

                @id("agents-change")
                @why("a test says so")
                permit (principal is Agent, action == Action::"change", resource);

                @id("operators-stop")
                @why("a test says so")
                permit (principal is Person in Role::"operator", action == Action::"stop", resource);

                @id("auditors-look")
                @why("a test says so")
                permit (principal is Person in Role::"auditor", action == Action::"audit", resource);

                @id("nobody-sees-pay")
                @why("a test says so")
                forbid (principal, action, resource == Table::"hr.pay");
                """);
    }

    private void team(String name, String more, String onCall) {
        write("teams/" + name + "/team.yaml", """
                name: %1$s
                contact: %1$s@j.example
                onCall: %2$s
                channel: "#%1$s"
                %3$s""".formatted(name, onCall, more));
    }

    private void passport(String agent) {
        write("agents/" + agent + ".yaml", """
                purpose: runs jobs
                owner: spark
                runsAt: here
                actsFor: [team:spark]
                mayKnow: ["table:*", "job:*", "tool:levee/*"]
                mayChange: ["job:*", "table:*", "tool:levee/*"]
                spend: { callsPerHour: 100, usdCentsPerDay: 100 }
                observed: [everything]
                stoppers: [person:cy]
                """);
    }

    private void write(String file, String text) {
        WrittenFile.write(organisation().resolve(file), text);
    }

    Path organisation() {
        return folder.resolve("org");
    }

    Path data(String replica) {
        return folder.resolve("data-" + replica);
    }

    /// Where `table:sales.TABLE` is published.
    Path place(String table) {
        return folder.resolve("lake/" + table);
    }

    Remote remote(String replica) {
        return new Remote(data(replica), _ -> Optional.empty(), _ -> Optional.empty());
    }

    /// As somebody asks the replica.
    Jobs jobs(String replica, String person) {
        return new Jobs(remote(replica).apiAs(Optional.of(person)));
    }

    /// Facts of jobs, the newest last, as the auditor sees them.
    List<JsonNode> facts(String replica) {
        List<JsonNode> all = new ArrayList<>();
        remote(replica)
                .apiAs(Optional.of("eve"))
                .get("/v1/ledger/tail?family=job&limit=1000")
                .path("entries")
                .forEach(all::add);
        return all;
    }

    /// A job of `fixer` that a shell runs.
    static Map<String, Object> shell(String script) {
        return job("process", "/bin/sh", "-c", script);
    }

    static Map<String, Object> job(String skill, String... command) {
        return new HashMap<>(Map.of("agent", "fixer", "skill", skill, "command", List.of(command)));
    }

    record Jobs(Api api) {
        String run(Map<String, Object> job) {
            return api.post("/v1/jobs", job).path("id").asString();
        }

        JsonNode show(String id) {
            return api.get("/v1/jobs/" + id);
        }

        JsonNode await(String id, String state) {
            AtomicReference<JsonNode> last = new AtomicReference<>(show(id));
            Awaitility.await(id)
                    .atMost(WITHIN)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        last.set(show(id));
                        return last.get().path("state").asString().equals(state)
                                || last.get().path("state").asString().equals("closed");
                    });
            return last.get();
        }

        JsonNode awaitLog(String id, String text) {
            await(id, "running");
            Awaitility.await(id).atMost(WITHIN).ignoreExceptions().until(() -> {
                try (var log = api.stream("/v1/jobs/" + id + "/log")) {
                    return new String(log.readAllBytes(), StandardCharsets.UTF_8).contains(text);
                }
            });
            return show(id);
        }

        JsonNode end(String id) {
            return api.post("/v1/jobs/" + id + "/end", Map.of());
        }
    }
}
