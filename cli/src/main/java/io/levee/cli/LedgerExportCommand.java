package io.levee.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `levee ledger export`: all of it, as CloudEvents JSON lines.
@Command(
        name = "export",
        description = "Writes the whole ledger as CloudEvents JSON lines, with a signed checkpoint after each log.",
        footer = {"", "Example:  levee ledger export ledger.jsonl && levee ledger verify ledger.jsonl"})
final class LedgerExportCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "default: export.jsonl in the data folder; `-` prints")
    private @Nullable Path file;

    LedgerExportCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        Path target = file == null ? LedgerFiles.of(remote).export() : file;
        try (LedgerSource ledger = remote.ledger(shared.person())) {
            if (target.toString().equals("-")) {
                ledger.export(System.out);
                return Exit.DONE;
            }
            write(ledger, target);
            LedgerFiles.of(remote).trustNew(ledger.keys());
        }
        if (!shared.printedAsJson(Map.of("file", target.toString()))) {
            shared.out().println(target);
        }
        return Exit.DONE;
    }

    /// A reader never sees half an export.
    static void write(LedgerSource ledger, Path target) {
        Path half = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(half))) {
                ledger.export(out);
            }
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNAVAILABLE, "cannot write `%s`: is there space?".formatted(target), e);
        }
    }
}
