package io.levee.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What `levee approvals give` and `levee approvals refuse` share.
abstract sealed class ApprovalAnswerCommand implements Callable<Integer> {
    private final Remote remote;
    private final String word;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ID", description = "as `levee approvals` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Option(
            names = "--digest",
            required = true,
            paramLabel = "DIGEST",
            description = "of what you looked at; `levee approvals show` prints it")
    @SuppressWarnings("NullAway.Init")
    private String digest;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, in one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    private ApprovalAnswerCommand(Remote remote, String word) {
        this.remote = remote;
        this.word = word;
    }

    abstract String done(JsonNode approval);

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person())
                .post(ApprovalsCommand.path(id, Optional.of(word)), Map.of("digest", digest, "reason", reason));
        if (!shared.printedAsJson(answer)) {
            shared.out().println(done(answer));
        }
        return Exit.DONE;
    }

    @Command(
            name = "give",
            description = "Says yes to exactly this call, once, until it expires.",
            footer = {"", "Example:  levee approvals give ID --digest DIGEST --reason 'agreed' --as nia"})
    static final class Give extends ApprovalAnswerCommand {
        Give(Remote remote) {
            super(remote, "give");
        }

        @Override
        String done(JsonNode approval) {
            return "given: the call may go on once, until " + Text.of(approval, "expiresAt");
        }
    }

    @Command(
            name = "refuse",
            description = "Says no to this call. Nothing said is a no too, once it expires.",
            footer = {"", "Example:  levee approvals refuse ID --digest DIGEST --reason 'twice the amount' --as nia"})
    static final class Refuse extends ApprovalAnswerCommand {
        Refuse(Remote remote) {
            super(remote, "refuse");
        }

        @Override
        String done(JsonNode approval) {
            return "refused: the call does not go on";
        }
    }
}
