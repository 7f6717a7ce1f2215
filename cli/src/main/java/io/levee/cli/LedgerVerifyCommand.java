package io.levee.cli;

import io.levee.verifier.KeptCheckpoints;
import io.levee.verifier.Report;
import io.levee.verifier.TrustedKey;
import io.levee.verifier.Verification;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `levee ledger verify`: is the record what was written? Works offline, with a package that shares no code with the
/// writer.
@Command(
        name = "verify",
        description = {
            "Verifies an export offline: finds edited, deleted, moved, added and cut off entries, and a replaced log.",
            "Without FILE: exports a running server first, else takes the newest export of the data folder.",
            "Trusts the keys that this machine saw first (trusted-keys beside the export, else in the data folder),"
                    + " and what fits the checkpoints that earlier verifications kept."
        },
        footer = {
            "",
            "Examples:  levee ledger verify --as eve",
            "           levee ledger verify --entry 42.proof",
            "           levee ledger verify ledger.jsonl --key 'acme/main+1a2b3c4d+AZ…' --witness kept.txt"
        })
final class LedgerVerifyCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "an export, or a proof with --entry")
    private @Nullable Path file;

    @Option(names = "--entry", description = "FILE is the proof of one entry, from `levee ledger show --proof`")
    private boolean entry;

    @Option(names = "--key", paramLabel = "VKEY", description = "trust this key and no remembered one; may be repeated")
    private List<String> keys = List.of();

    @Option(names = "--witness", paramLabel = "FILE", description = "checkpoints that somebody kept; may be repeated")
    private List<Path> witnesses = List.of();

    LedgerVerifyCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        LedgerFiles files = LedgerFiles.of(remote);
        if (entry) {
            return told(verifyEntry(files));
        }
        Path export = file == null ? newest(files) : file;
        LedgerFiles memory = file == null ? files : files.besides(file);
        Report report = verify(export, trusted(memory), kept(memory));
        if (report.ok() && keys.isEmpty()) {
            memory.keep(export);
        }
        return told(report);
    }

    private int told(Report report) {
        if (shared.json()) {
            shared.out().println(report.toJson());
        } else {
            shared.out().print(report.toText());
            shared.out().flush();
        }
        return report.ok() ? Exit.DONE : Exit.DENIED;
    }

    private Report verifyEntry(LedgerFiles files) {
        if (file == null) {
            throw new CommandFailure(Exit.USAGE, "`--entry` needs the FILE that `levee ledger show --proof` printed");
        }
        LedgerFiles memory = files.besides(file);
        Verification verification = new Verification(trusted(memory), kept(memory));
        try {
            return verification.entry(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(Exit.USAGE, "`%s` is no proof of an entry: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Path newest(LedgerFiles files) {
        boolean running = remote.running().isPresent() || remote.remoteByEnvironment();
        if (running || !Files.exists(files.export())) {
            try (LedgerSource ledger = remote.ledger(shared.person())) {
                LedgerExportCommand.write(ledger, files.export());
                files.trustNew(ledger.keys());
            }
        }
        return files.export();
    }

    private List<TrustedKey> trusted(LedgerFiles memory) {
        List<String> texts = keys.isEmpty() ? memory.trusted() : keys;
        if (texts.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "no key is trusted here: name one with `--key`, as `levee ledger export` remembers it in `%s`"
                            .formatted(memory.keys()));
        }
        return texts.stream().map(TrustedKey::parse).toList();
    }

    private KeptCheckpoints kept(LedgerFiles memory) {
        List<Path> all = new ArrayList<>(witnesses);
        if (keys.isEmpty() && Files.exists(memory.witnessed())) {
            all.add(memory.witnessed());
        }
        KeptCheckpoints kept = KeptCheckpoints.none();
        for (Path witness : all) {
            try {
                kept = kept.and(KeptCheckpoints.parse(Files.readString(witness)));
            } catch (IOException e) {
                throw new CommandFailure(Exit.USAGE, "cannot read the checkpoints in `%s`".formatted(witness), e);
            }
        }
        return kept;
    }

    private static Report verify(Path export, List<TrustedKey> trusted, KeptCheckpoints kept) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(export))) {
            return new Verification(trusted, kept).export(in);
        } catch (IOException e) {
            throw new CommandFailure(Exit.USAGE, "cannot read the export `%s`: is it there?".formatted(export), e);
        }
    }
}
