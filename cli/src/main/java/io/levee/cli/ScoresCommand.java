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
            "Shows how good each team's reviews were, and whose changes were undone, by what became of them.",
            "Brier: mean squared error of the stated risk, 0 is perfect; shrunk towards everybody's, so that few reviews"
                    + " never top the table."
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
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REVIEWER", "CHANGES", "BRIER", "SHRUNK", "LOG", "ESCAPED", "WEIGHT"));
        for (JsonNode reviewer : answer.path("reviewers")) {
            rows.add(List.of(
                    Text.of(reviewer, "team"),
                    reviewer.path("reviews").asString(),
                    number(reviewer, "brier"),
                    number(reviewer, "shrunkBrier"),
                    number(reviewer, "log"),
                    reviewer.path("escaped").asString(),
                    number(reviewer, "weight")));
        }
        shared.out().println(Text.table(rows));
        List<List<String>> creators = new ArrayList<>();
        creators.add(List.of("CREATOR", "CHANGES", "ESCAPED", "RATE, SHRUNK"));
        for (JsonNode creator : answer.path("creators")) {
            creators.add(List.of(
                    Text.of(creator, "creator"),
                    creator.path("changes").asString(),
                    creator.path("escaped").asString(),
                    number(creator, "shrunkEscapeRate")));
        }
        shared.out().println(Text.table(creators));
        return Exit.DONE;
    }

    private static String number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? "%.3f".formatted(value.asDouble()) : "-";
    }
}
