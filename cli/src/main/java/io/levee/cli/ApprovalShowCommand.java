package io.levee.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee approvals show`: exactly what would run.
@Command(
        name = "show",
        description = {
            "Shows exactly what would run, and the digest to answer with.",
            "What cannot be seen is marked: ‹U+202E› is the character of that number, and never the text."
        },
        footer = {"", "Example:  levee approvals show ID --as nia"})
final class ApprovalShowCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ID", description = "as `levee approvals` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    ApprovalShowCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get(ApprovalsCommand.path(id, Optional.empty()));
        if (!shared.printedAsJson(answer)) {
            print(answer, shared.out());
        }
        return Exit.DONE;
    }

    private static void print(JsonNode approval, PrintWriter out) {
        out.printf(
                "%s  %s, until %s%n",
                Text.of(approval, "id"), Text.of(approval, "state"), Text.of(approval, "expiresAt"));
        out.printf("for      %s, session %s%n", ApprovalsCommand.caller(approval), Text.of(approval, "session"));
        out.printf("assets   %s%n", String.join(", ", Text.strings(approval.path("assets"))));
        if (!Text.of(approval, "by").isEmpty()) {
            out.printf("answer   by %s: %s%n", Text.of(approval, "by"), Text.of(approval, "reason"));
        }
        out.printf("digest   %s%n", Text.of(approval, "digest"));
        JsonNode call = approval.path("call");
        if (!call.isObject()) {
            return;
        }
        out.printf("%n%s %s%s%n", Text.of(call, "method"), Text.of(call, "api"), Text.of(call, "target"));
        Text.strings(call.path("headers")).forEach(out::println);
        List<String> lines = Text.strings(call.path("shown"));
        if (!lines.isEmpty()) {
            out.println();
            lines.forEach(out::println);
        }
    }
}
