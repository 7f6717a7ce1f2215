package io.levee.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee explain`: which policy and which fact decides, or decided.
@Command(
        name = "explain",
        description = "Says which policies and facts decide a question now, or decided an earlier call.",
        footer = {
            "",
            "Examples:  levee explain --for bo --agent report-writer read operation:warehouse/runQuery --as eve",
            "           levee explain DECISION --as eve"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Option(names = "--for", paramLabel = "PERSON", description = "whose rights are asked about")
    private @Nullable String person;

    @Option(names = "--agent", paramLabel = "AGENT", description = "who acts for them; repeat for a longer chain")
    private List<String> agents = List.of();

    @Parameters(arity = "1..2", paramLabel = "ACTION ASSET | DECISION")
    private List<String> question = List.of();

    ExplainCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        Api api = remote.apiAs(shared.person());
        return question.size() == 1 ? decided(api, question.getFirst()) : asked(api);
    }

    private int asked(Api api) {
        if (person == null) {
            throw new CommandFailure(Exit.USAGE, "whose rights? add `--for PERSON`");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("person", person);
        body.put("agents", agents);
        body.put("action", question.get(0));
        body.put("asset", question.get(1));
        JsonNode answer = api.post("/v1/explain", body);
        String decision = Text.of(answer, "decision");
        boolean allowed = decision.equals("allow");
        if (!shared.printedAsJson(answer)) {
            shared.out().println(decision + "  " + Text.of(answer, "reason"));
            line("because of", Text.of(answer, "principal"));
            line("detail", Text.of(answer, "detail"));
            line("advice", allowed ? "" : Text.of(answer, "advice"));
            evidence(answer);
            line(
                    "touches",
                    String.join(", ", Text.strings(answer.path("touched").path("direct"))));
            line(
                    "reaches",
                    String.join(", ", Text.strings(answer.path("touched").path("reached"))));
            line(
                    "owners",
                    String.join(", ", answer.path("touched").path("owners").propertyNames()));
            line("organisation", Text.of(answer, "revision"));
        }
        return allowed ? Exit.DONE : decision.equals("hold") ? Exit.HELD : Exit.DENIED;
    }

    private int decided(Api api, String decision) {
        JsonNode answer = api.get("/v1/decisions/" + Api.encoded(decision));
        boolean allowed = answer.path("allowed").asBoolean();
        if (!shared.printedAsJson(answer)) {
            shared.out().println((allowed ? "allowed" : "denied") + "  " + Text.of(answer, "reason"));
            line("when", Text.of(answer, "time"));
            line("who", String.join(" → ", Text.strings(answer.path("agents"))));
            line("for whom", Text.of(answer, "person"));
            line("call", Text.of(answer, "method") + " " + Text.of(answer, "path"));
            line("operation", Text.of(answer, "operation"));
            line("advice", allowed ? "" : Text.of(answer, "advice"));
            evidence(answer);
            line("owners", String.join(", ", Text.strings(answer.path("owners"))));
            line("organisation", Text.of(answer, "revision"));
            line("ledger", Text.of(answer.path("ledger"), "origin") + "#" + Text.of(answer.path("ledger"), "position"));
            line(
                    "outcome",
                    Text.of(answer.path("outcome"), "ending") + " " + Text.of(answer.path("outcome"), "status"));
        }
        return Exit.DONE;
    }

    private void evidence(JsonNode answer) {
        for (JsonNode item : answer.path("evidence")) {
            line(Text.of(item, "kind"), Text.of(item, "ref") + "  " + Text.of(item, "note"));
        }
    }

    private void line(String name, String value) {
        if (!value.isBlank()) {
            shared.out().printf("  %-14s %s%n", name, value.strip());
        }
    }
}
