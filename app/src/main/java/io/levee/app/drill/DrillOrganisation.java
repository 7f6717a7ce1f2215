package io.levee.app.drill;

import io.levee.ledger.proof.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The smallest organisation that can be drilled: one agent to stop, whom it acts for, who may stop it, and one API.
final class DrillOrganisation {
    static final String AGENT = "sacrifice";
    static final String PERSON = "owner";
    static final String OPERATOR = "operator";
    static final String SECOND = "second";

    private DrillOrganisation() {}

    static void write(Path folder, URI target, VerifierKey operator) throws IOException {
        for (Map.Entry<String, String> file : files(target, operator).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
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
                mayKnow: [operation:target/*]
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
