package io.levee.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `levee ledger`: the record.
@Command(
        name = "ledger",
        description = "Reads, exports and verifies the record of everything that was decided and done.",
        synopsisSubcommandLabel = "COMMAND")
final class LedgerCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Remote remote;

    LedgerCommand(Remote remote) {
        this.remote = remote;
    }

    List<Object> commands() {
        return List.of(
                new LedgerTailCommand(remote),
                new LedgerShowCommand(remote),
                new LedgerExportCommand(remote),
                new LedgerVerifyCommand(remote));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
