package io.levee.app.drill;

import io.levee.app.drill.outside.OutsideSystem;
import io.levee.ledger.proof.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The smallest organisation that can be drilled: one agent to stop, whom it acts for, who may stop it, and one API.
final class DrillOrganisation {
    static final String AGENT = "sacrifice";
    static final String PERSON = "owner";
    static final String OPERATOR = "operator";
    static final String SECOND = "second";

    private DrillOrganisation() {}

    static void write(Path folder, URI target, VerifierKey operator, List<OutsideSystem> outside) throws IOException {
        Map<String, String> files = new HashMap<>(files(target, operator));
        files.put("apis/%s.mcp.yaml".formatted(LongCall.SERVER), LongCall.described(target.resolve(LongCall.PATH)));
        if (!outside.isEmpty()) {
            files.put("stoppers.yaml", stoppers(outside));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static String stoppers(List<OutsideSystem> outside) {
        StringBuilder yaml = new StringBuilder("stoppers:\n");
        for (OutsideSystem system : outside) {
            yaml.append("  %s:\n".formatted(system.name()));
            system.stopper().forEach(line -> yaml.append("    %s\n".formatted(line)));
        }
        return yaml.toString();
    }

    private static Map<String, String> files(URI target, VerifierKey operator) {
        return Map.of(
                "levee.yaml",
                """
                name: drill
                login: local
                operators:
                  - person: operator
                    key: %s
                """.formatted(operator),
                "people.yaml",
                """
                roles:
                  user: lets the agent work
                  operator: may stop anything
                people:
                  owner: { name: Owner, email: owner@drill.example, teams: [drill], roles: [user] }
                  operator: { name: Operator, email: operator@drill.example, teams: [drill], roles: [operator] }
                  second: { name: Second, email: second@drill.example, teams: [drill], roles: [operator] }
                """,
                "teams/drill/team.yaml",
                """
                name: Drill
                platform: true
                contact: owner@drill.example
                onCall: operator
                channel: "#drill"
                """,
                "agents/sacrifice.yaml",
                """
                purpose: is stopped, so that everybody knows that the switch works
                owner: drill
                runsAt: this machine
                actsFor: [team:drill]
                mayKnow: [operation:target/*, tool:worker/*]
                mayChange: [operation:target/*]
                spend: { callsPerHour: 1000000, usdCentsPerDay: 1 }
                observed: [every call and its outcome]
                stoppers: [team:drill]
                """,
                "budgets.yaml",
                """
                budgets:
                  bytes: { of: bytes, per: agent, limit: 1000000000, every: 1h, perCall: 10000000 }
                """,
                "policies/drill.cedar",
                """
                @id("users-use-the-target")
                @why("there is nothing else here")
                permit (principal is Person in Role::"user", action, resource in Api::"target");

                @id("agents-use-the-target")
                @why("its passport and its person say the rest")
                permit (principal is Agent, action, resource in Api::"target");

                @id("users-use-the-worker")
                @why("there is nothing else here")
                permit (principal is Person in Role::"user", action, resource in Api::"worker");

                @id("agents-use-the-worker")
                @why("its passport and its person say the rest")
                permit (principal is Agent, action, resource in Api::"worker");

                @id("operators-stop")
                @why("somebody must")
                permit (principal is Person in Role::"operator", action in [Action::"stop", Action::"resume"], resource);
                """,
                "apis/target.openapi.yaml",
                """
                openapi: 3.1.0
                info: { title: target, version: "1", description: What the agent has effects on. }
                x-levee-api: target
                x-levee-owner: drill
                x-levee-upstream: %s
                paths:
                  /marks/{number}:
                    put:
                      operationId: mark
                      summary: leave a mark
                      parameters:
                        - { name: number, in: path, required: true, schema: { type: integer } }
                      responses:
                        "204": { description: left }
                  /ticks:
                    get:
                      operationId: watch
                      summary: events for as long as somebody reads
                      responses:
                        "200":
                          description: one event every few milliseconds
                          content:
                            text/event-stream:
                              schema: { type: string }
                """.formatted(target));
    }
}
