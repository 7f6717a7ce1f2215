package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `levee approvals`: the calls that wait for a person, and what that person says.
@Command(
        name = "approvals",
        description = {
            "Lists the held calls that you may approve, oldest first.",
            "Whoever may is said by the policies: `approve`, and `approve-own` for one's own agents."
        },
        footer = {
            "",
            "Example:  levee approvals --as nia;  levee approvals show ID --as nia",
            "          levee approvals give ID --digest DIGEST --reason 'agreed with the customer' --as nia"
        })
final class ApprovalsCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    ApprovalsCommand(Remote remote) {
        this.remote = remote;
    }

    List<Object> commands() {
        return List.of(
                new ApprovalShowCommand(remote),
                new ApprovalAnswerCommand.Give(remote),
                new ApprovalAnswerCommand.Refuse(remote));
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/approvals");
        if (shared.printedAsJson(answer)) {
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("APPROVAL", "STATE", "FOR", "ASSET", "EXPIRES"));
        for (JsonNode approval : answer.path("approvals")) {
            rows.add(List.of(
                    Text.of(approval, "id"),
                    Text.of(approval, "state"),
                    caller(approval),
                    String.join(", ", Text.strings(approval.path("assets"))),
                    Text.of(approval, "expiresAt")));
        }
        shared.out().println(rows.size() == 1 ? "nothing waits for you" : Text.table(rows));
        return Exit.DONE;
    }

    static String caller(JsonNode approval) {
        List<String> agents = Text.strings(approval.path("agents"));
        return Text.of(approval, "person") + (agents.isEmpty() ? "" : " through " + String.join(", ", agents));
    }

    static String path(String id, Optional<String> step) {
        return "/v1/approvals/" + Api.encoded(id) + step.map(word -> "/" + word).orElse("");
    }
}
