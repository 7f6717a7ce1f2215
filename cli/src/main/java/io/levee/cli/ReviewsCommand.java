package io.levee.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee reviews`: what reviewers said of changes.
@Command(
        name = "reviews",
        description = "Lists the reviews of changes, newest first.",
        footer = {
            "",
            "Example:  levee reviews --as eve;  levee reviews show ID --as eve",
            "          levee reviews override ID --reason 'the shop is down without it' --as cy"
        })
final class ReviewsCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    ReviewsCommand(Remote remote) {
        this.remote = remote;
    }

    List<Object> commands() {
        return List.of(new Show(remote), new BreakGlass(remote));
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/reviews");
        if (shared.printedAsJson(answer)) {
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REVIEW", "DECISION", "RISK", "CHANGE", "BY", "AGAINST"));
        for (JsonNode review : answer.path("reviews")) {
            rows.add(List.of(
                    Text.of(review, "id"),
                    Text.of(review, "decision") + (overridden(review) ? ", overridden" : ""),
                    "%.1f %%".formatted(100 * review.path("risk").asDouble(0)),
                    Text.of(review, "change"),
                    by(review),
                    String.join(", ", against(review))));
        }
        shared.out().println(rows.size() == 1 ? "no change was reviewed yet: `levee review --help`" : Text.table(rows));
        return Exit.DONE;
    }

    private static boolean overridden(JsonNode review) {
        return !review.path("overriding").path("confirmedBy").asString("").isEmpty();
    }

    private static String by(JsonNode review) {
        String agent = Text.of(review, "agent");
        return agent.isEmpty() ? Text.of(review, "person") : "%s for %s".formatted(agent, Text.of(review, "person"));
    }

    private static List<String> against(JsonNode review) {
        List<String> teams = new ArrayList<>();
        for (JsonNode team : review.path("teams")) {
            if (!List.of("satisfied", "not-applicable", "overridden").contains(Text.of(team, "state"))) {
                teams.add(Text.of(team, "team"));
            }
        }
        return teams;
    }

    @Command(
            name = "show",
            description = "Shows one review: the teams that were asked, and what each found.",
            footer = {"", "Example:  levee reviews show ID --as eve"})
    static final class Show implements Callable<Integer> {
        private final Remote remote;

        @Mixin
        private final Shared shared = new Shared();

        @Parameters(paramLabel = "ID", description = "as `levee reviews` lists it")
        @SuppressWarnings("NullAway.Init")
        private String id;

        Show(Remote remote) {
            this.remote = remote;
        }

        @Override
        public Integer call() {
            JsonNode answer = remote.apiAs(shared.person()).get("/v1/reviews/" + Api.encoded(id));
            if (!shared.printedAsJson(answer)) {
                print(answer, shared.out());
            }
            return Exit.DONE;
        }

        private static void print(JsonNode answer, PrintWriter out) {
            JsonNode review = answer.path("review");
            out.printf(
                    "%s  %s, risk %.1f %%%n",
                    Text.of(review, "id"),
                    Text.of(review, "decision"),
                    100 * review.path("risk").asDouble(0));
            out.printf("change   %s, by %s%n", Text.of(review, "change"), by(review));
            JsonNode override = review.path("overriding");
            if (override.isObject()) {
                String confirmed = Text.of(override, "confirmedBy");
                out.printf(
                        "override proposed by %s%s: %s%n",
                        Text.of(override, "proposedBy"),
                        confirmed.isEmpty() ? ", a second person must confirm" : ", confirmed by " + confirmed,
                        Text.of(override, "reason"));
            }
            for (JsonNode team : answer.path("report").path("teams")) {
                String reviewer = Text.of(team, "reviewer");
                out.printf(
                        "%n%-14s %s%s%n  %s%n",
                        Text.of(team, "state"),
                        Text.of(team, "team"),
                        reviewer.isEmpty() ? "" : ", reviewed by " + reviewer,
                        Text.of(team, "why"));
            }
            for (JsonNode found : answer.path("report").path("findings")) {
                out.printf(
                        "%n%s  %s:%d  %s (%s)%n  %s%n",
                        Text.of(found, "severity"),
                        Text.of(found, "file"),
                        found.path("line").asInt(0),
                        Text.of(found, "rule"),
                        Text.of(found, "team"),
                        Text.of(found, "message"));
            }
        }
    }

    @Command(
            name = "override",
            description = {
                "Lets a change pass that reviewers did not: you propose, and a second person confirms in the same way.",
                "Both must be permitted to override each team that does not agree, and neither may have made the change."
            },
            footer = {"", "Example:  levee reviews override ID --reason 'the shop is down without it' --as cy"})
    static final class BreakGlass implements Callable<Integer> {
        private final Remote remote;

        @Mixin
        private final Shared shared = new Shared();

        @Parameters(paramLabel = "ID", description = "as `levee reviews` lists it")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, in one line")
        @SuppressWarnings("NullAway.Init")
        private String reason;

        BreakGlass(Remote remote) {
            this.remote = remote;
        }

        @Override
        public Integer call() {
            JsonNode answer = remote.apiAs(shared.person())
                    .post("/v1/reviews/" + Api.encoded(id) + "/override", Map.of("reason", reason));
            if (!shared.printedAsJson(answer)) {
                boolean done = Text.of(answer, "state").equals("overridden");
                shared.out()
                        .println(
                                done
                                        ? "overridden: the change may go on"
                                        : "proposed: a second person must confirm with the same command");
            }
            return Exit.DONE;
        }
    }
}
