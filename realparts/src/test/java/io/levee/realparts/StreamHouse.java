package io.levee.realparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// An organisation whose agents run streams for gus on one Flink cluster: `fixer` may go on from a checkpoint by
/// itself, `charter` may not. Its team has a skill of its own beside the starter skills.
record StreamHouse(Path folder) {
    static final String OUTPUT = "table:sales.orders";
    static final String SKILL = "order-streams";

    /// @param jars from where they may be run
    static StreamHouse built(Path folder, URI flink, Path jars) throws IOException {
        StreamHouse house = new StreamHouse(folder);
        Files.createDirectories(house.staging());
        Files.createDirectories(house.lake());
        house.organisation(flink, jars);
        house.skill();
        return house;
    }

    Path organisation() {
        return folder.resolve("org");
    }

    /// Where [#OUTPUT] is published.
    Path place() {
        return lake().resolve("orders");
    }

    private Path lake() {
        return folder.resolve("lake");
    }

    private Path staging() {
        return folder.resolve("staging");
    }

    private void organisation(URI flink, Path jars) {
        write("levee.yaml", """
                name: streams
                login: local
                jobs:
                  most: { memoryMib: 1024, cpuMillis: 1000, processes: 100, diskMib: 500 }
                  usual: { memoryMib: 512, cpuMillis: 1000, processes: 100, diskMib: 200 }
                  deadline: 10m
                  trust: { fixer: staging }
                  engines:
                    flink-main:
                      kind: flink
                      asset: cluster:flink-main
                      staging: %s
                      settings: { url: "%s", jars: %s }
                  outputs:
                    %s: { folder: %s, checks: [not-empty] }
                """.formatted(staging(), flink, jars, OUTPUT, place()));
        write("people.yaml", """
                roles: { operator: may stop, auditor: looks back }
                people:
                  gus: { name: Gus, email: gus@j.example, teams: [streams], roles: [] }
                  eve: { name: Eve, email: eve@j.example, teams: [platform], roles: [auditor] }
                """);
        write("teams/platform/team.yaml", team("platform", "eve", "platform: true\n"));
        write("teams/streams/team.yaml", team("streams", "gus", ""));
        for (String agent : List.of("fixer", "charter")) {
            write("agents/" + agent + ".yaml", """
                    purpose: runs streams
                    owner: streams
                    runsAt: here
                    actsFor: [team:streams]
                    mayKnow: ["table:*", "job:*"]
                    mayChange: ["job:*", "table:*"]
                    spend: { callsPerHour: 100, usdCentsPerDay: 100 }
                    observed: [everything]
                    stoppers: [person:gus]
                    """);
        }
        write("assets/all.yaml", """
                owner: streams
                assets:
                  cluster:flink-main: { description: where streams run }
                  job:orders: { description: a stream, dependsOn: [cluster:flink-main] }
                  %s: { description: orders }
                """.formatted(OUTPUT));
        write("policies/all.cedar", """
                @id("the-team-works")
                @why("a test says so")
                permit (principal is Person in Team::"streams", action in [Action::"read", Action::"change"], resource);

                @id("agents-work")
                @why("a test says so")
                permit (principal is Agent, action in [Action::"read", Action::"change"], resource);
                """);
    }

    /// What the team knows of its own streams, and nobody else does.
    private void skill() {
        write("teams/streams/skills/%s/SKILL.md".formatted(SKILL), """
                ---
                name: %s
                description: Runs streams of orders. Use when one stops.
                metadata:
                  levee-runs-on: flink
                  levee-engine: flink
                ---
                # Streams of orders
                """.formatted(SKILL));
        write("teams/streams/skills/%s/diagnosis.yaml".formatted(SKILL), """
                engine: flink
                signatures:
                  - id: orders-service-away
                    title: the order service went away
                    kind: dependency
                    part: job
                    confidence: 0.95
                    match:
                      any:
                        - exception: java.lang.IllegalStateException
                          root: true
                          message: 'the order service went away'
                    explains: [flink-no-restart]
                    cause: 'the order service went away while the stream read from it'
                    evidence: [checkpoints]
                    remedy:
                      action: restore-checkpoint
                      args: {execution.state-recovery.path: last-checkpoint}
                      rung: staging
                      reversible: true
                      undo: stop it, and start it from the same checkpoint
                      command: 'levee job rerun {job} --set execution.state-recovery.path=CHECKPOINT'
                    verify: the stream reads on
                    source: https://nightlies.apache.org/flink/flink-docs-stable/docs/ops/state/checkpoints/
                    examples:
                      - log: |
                          Caused by: java.lang.IllegalStateException: the order service went away
                """);
    }

    private static String team(String name, String onCall, String more) {
        return """
                name: %1$s
                contact: %1$s@j.example
                onCall: %2$s
                channel: "#%1$s"
                %3$s""".formatted(name, onCall, more);
    }

    private void write(String file, String text) {
        Path written = organisation().resolve(file);
        try {
            Files.createDirectories(Objects.requireNonNull(written.getParent()));
            Files.writeString(written, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
