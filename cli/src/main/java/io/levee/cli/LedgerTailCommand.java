package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `levee ledger tail`: the newest entries.
@Command(
        name = "tail",
        description = "Prints the newest entries, oldest first.",
        footer = {"", "Example:  levee ledger tail --family stop --as eve"})
final class LedgerTailCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Option(names = "--limit", defaultValue = "20", description = "how many (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--family",
            description = "call, contract, decoy, identity, label, model, organisation, replica or stop")
    private @Nullable String family;

    LedgerTailCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        try (LedgerSource ledger = remote.ledger(shared.person())) {
            List<String> lines = ledger.tail(limit, Optional.ofNullable(family));
            if (shared.json()) {
                shared.out().println("{\"entries\":[" + String.join(",", lines) + "]}");
                return Exit.DONE;
            }
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ENTRY", "TIME", "TYPE", "SUBJECT"));
            for (String line : lines) {
                JsonNode entry = JSON.readTree(line);
                String type = Text.of(entry, "type");
                rows.add(List.of(
                        Text.of(entry, "id"),
                        Text.of(entry, "time"),
                        type.startsWith("io.levee.") ? type.substring("io.levee.".length()) : type,
                        Text.of(entry, "subject")));
            }
            shared.out().println(rows.size() == 1 ? "the ledger holds nothing of this kind" : Text.table(rows));
        }
        return Exit.DONE;
    }
}
