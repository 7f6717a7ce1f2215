package io.levee.app.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One person whose agent may run as many jobs as a replica has.
final class BenchOrganisation {
    static final String PERSON = "ana";
    static final String AGENT = "runner";

    private BenchOrganisation() {}

    static void write(Path folder, int jobs) throws IOException {
        file(folder, "levee.yaml", """
                name: bench
                login: local
                jobs:
                  most: { memoryMib: 64, cpuMillis: 1000, processes: 20, diskMib: 16 }
                  usual: { memoryMib: 64, cpuMillis: 1000, processes: 20, diskMib: 16 }
                  deadline: 1h
                  sharedUser: true
                  atOnce: %1$d
                  perAgent: %1$d
                """.formatted(jobs));
        file(folder, "people.yaml", """
                roles: {}
                people:
                  ana: { name: Ana, email: ana@bench.example, teams: [platform], roles: [] }
                """);
        file(folder, "teams/platform/team.yaml", """
                name: platform
                contact: platform@bench.example
                onCall: ana
                channel: "#platform"
                platform: true
                """);
        file(folder, "agents/runner.yaml", """
                purpose: runs jobs
                owner: platform
                runsAt: here
                actsFor: [team:platform]
                mayKnow: ["job:*"]
                mayChange: ["job:*"]
                spend: { callsPerHour: 1000000, usdCentsPerDay: 100 }
                observed: [everything]
                stoppers: [person:ana]
                """);
        file(folder, "assets/all.yaml", """
                owner: platform
                assets:
                  job:ad-hoc-process: { description: programs }
                """);
        file(folder, "policies/all.cedar", """
                @id("the-team-works")
                @why("a bench needs it")
                permit (principal is Person in Team::"platform", action in [Action::"read", Action::"change"], resource);

                @id("agents-run")
                @why("a bench needs it")
                permit (principal is Agent, action == Action::"change", resource);
                """);
    }

    private static void file(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
