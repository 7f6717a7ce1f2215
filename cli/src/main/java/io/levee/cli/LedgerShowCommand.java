package io.levee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `levee ledger show`: one entry in full.
@Command(
        name = "show",
        description = "Prints one entry in full, or the proof that it stands where it says (a C2SP tlog-proof).",
        footer = {
            "",
            "Examples:  levee ledger show acme/main#42 --as eve",
            "           levee ledger show acme/main#42 --proof --as eve >42.proof && levee ledger verify --entry 42.proof"
        })
final class LedgerShowCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ENTRY", description = "as `ledger tail` prints it: ORIGIN#POSITION")
    @SuppressWarnings("NullAway.Init")
    private String entry;

    @Option(names = "--proof", description = "print what proves the entry to somebody who has nothing else")
    private boolean proof;

    LedgerShowCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        int hash = entry.lastIndexOf('#');
        if (hash < 1 || !entry.substring(hash + 1).matches("[0-9]{1,18}")) {
            throw new CommandFailure(Exit.USAGE, "`%s` names no entry: write ORIGIN#POSITION".formatted(entry));
        }
        String origin = entry.substring(0, hash);
        long position = Long.parseLong(entry.substring(hash + 1));
        try (LedgerSource ledger = remote.ledger(shared.person())) {
            if (proof) {
                shared.out().print(ledger.proof(origin, position).orElseThrow(this::absent));
                shared.out().flush();
                return Exit.DONE;
            }
            String line = ledger.entry(origin, position).orElseThrow(this::absent);
            shared.out().println(shared.json() ? line : JSON.writeValueAsString(JSON.readTree(line)));
        }
        return Exit.DONE;
    }

    private CommandFailure absent() {
        return new CommandFailure(Exit.DENIED, "there is no entry `%s`".formatted(entry));
    }
}
