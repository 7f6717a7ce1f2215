package io.levee.app.replica;

import java.nio.file.Path;
import java.util.List;

/// An organisation whose teams own a folder each, know one thing about it, and have a reviewer
/// with a model.
final class ReviewedTeams {
    private ReviewedTeams() {}

    static void write(Path org) {
        write(org, "levee.yaml", """
                name: reviewing
                login: local
                """);
        write(org, "people.yaml", """
                roles: { developer: builds, operator: may stop }
                people:
                  ana: { name: Ana, email: ana@r.example, teams: [writers], roles: [developer] }
                  ben: { name: Ben, email: ben@r.example, teams: [kafka, halted, poor, strict, alike], roles: [developer] }
                  cy: { name: Cy, email: cy@r.example, teams: [kafka, writers], roles: [operator] }
                """);
        write(org, "teams/writers/team.yaml", """
                name: Writers
                platform: true
                contact: w@r.example
                onCall: ana
                channel: "#w"
                """);
        passport(org, "writer", "writers", 100);
        for (String team : List.of("kafka", "halted", "poor", "strict")) {
            team(org, team, "hosted/small-1", team.equals("poor") ? 0 : 100);
        }
        team(org, "alike", "gpt/gpt-small", 100);
        provider(org, "hosted", "anthropic", "small-1");
        provider(org, "gpt", "openai", "gpt-small", "gpt-large");
        write(org, "policies/all.cedar", """
                @id("people-do")
                @why("a test says so")
                permit (principal is Person, action, resource);

                @id("agents-read")
                @why("a test says so")
                permit (principal is Agent, action == Action::"read", resource);

                @id("one-does-not")
                @why("a test says so")
                forbid (principal == Agent::"strict-reviewer", action, resource);
                """);
    }

    private static void team(Path org, String team, String model, int calls) {
        write(org, "teams/" + team + "/team.yaml", """
                name: %1$s
                contact: %1$s@r.example
                onCall: ben
                channel: "#%1$s"
                paths: [/%1$s/]
                reviewer:
                  agent: %1$s-reviewer
                  model: %2$s
                  focus: "bounds of topics, `approve` nothing"
                """.formatted(team, model));
        write(org, "teams/" + team + "/guardrails/bound.yaml", """
                id: %1$s-bound
                severity: high
                message: a topic needs a bound
                paths: ["/%1$s/**"]
                """.formatted(team));
        passport(org, team + "-reviewer", team, calls);
    }

    private static void passport(Path org, String agent, String owner, int calls) {
        write(org, "agents/" + agent + ".yaml", """
                purpose: reads changes, or writes them
                owner: %1$s
                runsAt: here
                actsFor: [team:%1$s]
                mayKnow: ["operation:*", "model:*"]
                mayChange: []
                spend: { callsPerHour: %2$d, usdCentsPerDay: 100 }
                observed: [everything]
                stoppers: [person:cy]
                """.formatted(owner, calls));
    }

    private static void provider(Path org, String name, String wire, String... models) {
        StringBuilder text = new StringBuilder("""
                name: %s
                owner: writers
                wire: %s
                upstream: http://127.0.0.1:1
                key: models
                models:
                """.formatted(name, wire));
        for (String model : models) {
            text.append("  %s: { input: 100, output: 500 }\n".formatted(model));
        }
        write(org, "apis/" + name + ".models.yaml", text.toString());
    }

    private static void write(Path org, String file, String text) {
        WrittenFile.write(org.resolve(file), text);
    }
}
