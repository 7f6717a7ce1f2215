package io.levee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `levee ledger show`: one entry in full.
@Command(
        name = "show",
        description = "Prints one entry in full.",
        footer = {"", "Example:  levee ledger show acme/main#42 --as eve"})
final class LedgerShowCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ENTRY", description = "as `ledger tail` prints it: ORIGIN#POSITION")
    @SuppressWarnings("NullAway.Init")
    private String entry;

    LedgerShowCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        int hash = entry.lastIndexOf('#');
        if (hash < 1 || !entry.substring(hash + 1).matches("[0-9]{1,18}")) {
            throw new CommandFailure(Exit.USAGE, "`%s` names no entry: write ORIGIN#POSITION".formatted(entry));
        }
        try (LedgerSource ledger = remote.ledger(shared.person())) {
            String line = ledger.entry(entry.substring(0, hash), Long.parseLong(entry.substring(hash + 1)))
                    .orElseThrow(() -> new CommandFailure(Exit.DENIED, "there is no entry `%s`".formatted(entry)));
            shared.out().println(shared.json() ? line : JSON.writeValueAsString(JSON.readTree(line)));
        }
        return Exit.DONE;
    }
}
