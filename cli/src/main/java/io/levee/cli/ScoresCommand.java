package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `levee scores`: how good reviewers and creators were.
@Command(
        name = "scores",
        description = {
            "Shows how good each team's reviews were, whose changes were undone, and which rules people call not useful.",
            "Brier: mean squared error of the stated risk, 0 is perfect; shrunk towards everybody's; fewer than 20 reviews"
                    + " stand last. Weight: how much a team's findings count in the risk of a change, half for no difference."
        },
        footer = {"", "Example:  levee scores --as eve"})
final class ScoresCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    ScoresCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/review-scores");
        if (shared.printedAsJson(answer)) {
            return Exit.DONE;
        }
        if (answer.path("reviewers").isEmpty()) {
            shared.out().println("of no reviewed change it is known what became of it");
        } else {
            shared.out().println(reviewers(answer));
            shared.out().println(creators(answer));
        }
        if (!answer.path("rules").isEmpty()) {
            shared.out().println(rules(answer));
        }
        return Exit.DONE;
    }

    private static String reviewers(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REVIEWER", "CHANGES", "BRIER", "SHRUNK", "LOG", "ESCAPED", "NOT USEFUL", "WEIGHT"));
        for (JsonNode reviewer : answer.path("reviewers")) {
            rows.add(List.of(
                    Text.of(reviewer, "team"),
                    reviewer.path("reviews").asString(),
                    number(reviewer, "brier"),
                    number(reviewer, "shrunkBrier"),
                    number(reviewer, "log"),
                    reviewer.path("escaped").asString(),
                    reviewer.path("notUseful").asString(),
                    number(reviewer, "weight")));
        }
        return Text.table(rows);
    }

    private static String creators(JsonNode answer) {
        List<List<String>> creators = new ArrayList<>();
        creators.add(List.of("CREATOR", "CHANGES", "ESCAPED", "RATE, SHRUNK"));
        for (JsonNode creator : answer.path("creators")) {
            creators.add(List.of(
                    Text.of(creator, "creator"),
                    creator.path("changes").asString(),
                    creator.path("escaped").asString(),
                    number(creator, "shrunkEscapeRate")));
        }
        return Text.table(creators);
    }

    private static String rules(JsonNode answer) {
        List<List<String>> rules = new ArrayList<>();
        rules.add(List.of("TEAM", "RULE", "FINDINGS", "NOT USEFUL", "SHARE, SHRUNK"));
        for (JsonNode rule : answer.path("rules")) {
            rules.add(List.of(
                    Text.of(rule, "team"),
                    Text.of(rule, "rule"),
                    rule.path("shown").asString(),
                    rule.path("notUseful").asString(),
                    number(rule, "shrunkNotUseful")));
        }
        return Text.table(rules);
    }

    private static String number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? "%.3f".formatted(value.asDouble()) : "-";
    }
}
