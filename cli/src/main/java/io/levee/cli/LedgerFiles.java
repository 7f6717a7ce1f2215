package io.levee.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What this machine remembers of a ledger between two looks at it: the newest export, the keys that it trusts, and
/// the checkpoints that it has seen. A ledger that was replaced or cut short since no longer fits these.
record LedgerFiles(Path dataFolder) {
    /// How the line that ends a log ends; the verifier found that it is one.
    private static final String CHECKPOINT_END = "\"type\":\"io.levee.ledger.checkpoint.v1\"}";

    private static final JsonMapper JSON = new JsonMapper();

    static LedgerFiles of(Remote remote) {
        return new LedgerFiles(remote.dataFolder());
    }

    Path export() {
        return dataFolder.resolve("export.jsonl");
    }

    /// One verifier key a line; a key is trusted when it is first seen, and an operator may edit the file.
    Path keys() {
        return dataFolder.resolve("trusted-keys");
    }

    /// Signed checkpoints, one after the other, each followed by an empty line.
    Path witnessed() {
        return dataFolder.resolve("witnessed-checkpoints");
    }

    List<String> trusted() {
        return lines(keys());
    }

    /// The memory that lies in the same folder as an export, where there is one; else this one.
    LedgerFiles besides(Path anExport) {
        LedgerFiles there = new LedgerFiles(folder(anExport));
        return Files.exists(there.keys()) ? there : this;
    }

    /// Keeps the checkpoints of an export that was just verified; each log's newest is enough, because an export must
    /// agree with every checkpoint that was kept.
    void keep(Path verified) {
        try (Stream<String> lines = Files.lines(verified)) {
            List<String> notes = lines.filter(line -> line.endsWith(CHECKPOINT_END))
                    .map(line -> JSON.readTree(line).path("data").path("note").asString())
                    .toList();
            write(witnessed(), String.join("\n", notes));
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNAVAILABLE, "cannot read `%s` again".formatted(verified), e);
        }
    }

    /// Adds keys of logs whose name was never seen; a *second* key for a known name is not trusted.
    void trustNew(List<String> offered) {
        Set<String> all = new LinkedHashSet<>(trusted());
        Set<String> names = new LinkedHashSet<>();
        all.forEach(key -> names.add(name(key)));
        List<String> fresh = new ArrayList<>();
        for (String key : offered) {
            if (names.add(name(key))) {
                fresh.add(key);
            }
        }
        all.addAll(fresh);
        if (!fresh.isEmpty()) {
            write(keys(), String.join("\n", all) + "\n");
        }
    }

    private static String name(String key) {
        int plus = key.indexOf('+');
        return plus < 0 ? key : key.substring(0, plus);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(folder(file));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNAVAILABLE, "cannot write `%s`".formatted(file), e);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNAVAILABLE, "cannot read `%s`".formatted(file), e);
        }
    }
}
