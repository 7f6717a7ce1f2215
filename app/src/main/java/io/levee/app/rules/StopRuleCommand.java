package io.levee.app.rules;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.mcp.DefinitionCheck;
import io.levee.adapters.organisation.OrgReport;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.adapters.organisation.StopRulesFile;
import io.levee.cli.CommandFailure;
import io.levee.cli.Exit;
import io.levee.cli.LedgerCopy;
import io.levee.cli.Remote;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import io.levee.organisation.WatchRule;
import io.levee.rooms.stop.rule.Backtest;
import io.levee.rooms.stop.rule.Promise;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee stop-rule`: the rules of an organisation, and what one would have done to the past.
@Command(
        name = "stop-rule",
        description = "Lists the stop rules of an organisation, and replays the ledger against one of them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:  levee stop-rule list --org examples/acme",
            "          levee stop-rule backtest deny-storm --since 30d --as eve"
        })
public final class StopRuleCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Remote remote;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    public StopRuleCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            description = "Lists the rules, and what their numbers amount to.",
            footer = {"", "Example:  levee stop-rule list --org examples/acme"})
    int list(
            @Option(names = "--org", paramLabel = "DIR", defaultValue = "examples/acme") Path folder,
            @Option(names = "--rules", paramLabel = "FILE", description = "these rules instead of the folder's")
                    @Nullable
                    Path file,
            @Option(names = "--json", description = "print one JSON object instead of text") boolean json) {
        Optional<List<WatchRule>> rules = organisation(folder).flatMap(found -> rules(found, file));
        if (rules.isEmpty()) {
            return Exit.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(Map.of(
                    "rules", rules.get().stream().map(StopRuleCommand::told).toList())));
        } else if (rules.get().isEmpty()) {
            out.println("no stop rule; write `%s` as docs/guide/stop-rules.md shows".formatted(StopRulesFile.NAME));
        } else {
            rules.get()
                    .forEach(rule -> out.println("%-8s %-20s %-14s per %-8s %s"
                            .formatted(
                                    mode(rule),
                                    rule.name(),
                                    rule.watch().word(),
                                    rule.per().word(),
                                    Promise.of(rule.watch()))));
        }
        out.flush();
        return Exit.DONE;
    }

    @Command(
            name = "backtest",
            description = {
                "Replays the ledger against one rule: when it would have fired, at whom, and which calls a stop would have"
                        + " prevented until it ended.",
                "Reads the running server (or the data folder), or a file of `levee ledger export`. The same ledger gives"
                        + " the same answer."
            },
            footer = {
                "",
                "Example:  levee stop-rule backtest deny-storm --since 30d --as eve",
                "          levee stop-rule backtest deny-storm --rules draft.yaml --export ledger.jsonl --hold 4h"
            })
    int backtest(
            @Parameters(paramLabel = "RULE") String name,
            @Option(
                            names = "--since",
                            defaultValue = "30d",
                            description =
                                    "so long before the newest entry, as `30d`, `12h`, `15m`, or a time as 2026-11-01T00:00:00Z (default: ${DEFAULT-VALUE})")
                    String since,
            @Option(
                            names = "--hold",
                            defaultValue = "1h",
                            description = "how long a stop would have lasted (default: ${DEFAULT-VALUE})")
                    String hold,
            @Option(names = "--org", paramLabel = "DIR", defaultValue = "examples/acme") Path folder,
            @Option(names = "--rules", paramLabel = "FILE", description = "these rules instead of the folder's")
                    @Nullable
                    Path file,
            @Option(names = "--export", paramLabel = "FILE", description = "this export instead of a server") @Nullable
                    Path export,
            @Option(names = "--as", paramLabel = "PERSON", description = "who asks the server (default: $LEVEE_PERSON)")
                    @Nullable
                    String person,
            @Option(names = "--json", description = "print one JSON object instead of text") boolean json)
            throws IOException {
        Duration holding = Times.duration(hold);
        Optional<Organisation> organisation = organisation(folder);
        Optional<List<WatchRule>> rules = organisation.flatMap(found -> rules(found, file));
        if (rules.isEmpty()) {
            return Exit.USAGE;
        }
        WatchRule rule = named(name, rules.get());
        Path copy = export == null ? Files.createTempFile("levee-ledger", ".jsonl") : export;
        try {
            if (export == null) {
                LedgerCopy.write(remote, Optional.ofNullable(person), copy);
            }
            BacktestReport report = replay(rule, organisation.get(), new ExportEntries(copy), since, holding);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? JSON.writeValueAsString(report) + "\n" : report.text());
            out.flush();
            return Exit.DONE;
        } finally {
            if (export == null) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static BacktestReport replay(
            WatchRule rule, Organisation organisation, ExportEntries entries, String since, Duration hold) {
        AtomicReference<Instant> newest = new AtomicReference<>(Instant.EPOCH);
        AtomicLong count = new AtomicLong();
        entries.forEach(entry -> {
            newest.accumulateAndGet(entry.time(), (a, b) -> a.isAfter(b) ? a : b);
            count.incrementAndGet();
        });
        Instant from = Times.before(newest.get(), since);
        Backtest backtest = new Backtest(rule, organisation, from, hold);
        entries.forEach(backtest::learned);
        return BacktestReport.of(rule, from, newest.get(), count.get(), hold, backtest);
    }

    private static WatchRule named(String name, List<WatchRule> rules) {
        return rules.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        Exit.USAGE,
                        "there is no stop rule `%s`: %s"
                                .formatted(
                                        name,
                                        rules.isEmpty()
                                                ? "`%s` names none".formatted(StopRulesFile.NAME)
                                                : "name one of "
                                                        + rules.stream()
                                                                .map(WatchRule::name)
                                                                .collect(Collectors.joining("`, `", "`", "`")))));
    }

    private Optional<Organisation> organisation(Path folder) {
        Reading reading = new OrganisationFolder(folder, List.of(new CedarPolicies(), new DefinitionCheck())).read();
        if (reading instanceof Reading.Valid(var organisation, var _)) {
            return Optional.of(organisation);
        }
        PrintWriter err = spec.commandLine().getErr();
        err.print(OrgReport.check(folder.toString(), reading).text());
        err.flush();
        return Optional.empty();
    }

    private Optional<List<WatchRule>> rules(Organisation organisation, @Nullable Path file) {
        if (file == null) {
            return Optional.of(organisation.stopRules());
        }
        List<Problem> problems = new ArrayList<>();
        List<WatchRule> rules = StopRulesFile.read(file, organisation, problems);
        PrintWriter err = spec.commandLine().getErr();
        problems.forEach(problem -> err.println("levee: %s: %s".formatted(problem, problem.fix())));
        err.flush();
        return problems.stream().anyMatch(Problem::isError) ? Optional.empty() : Optional.of(rules);
    }

    private static Map<String, Object> told(WatchRule rule) {
        return Map.of(
                "name", rule.name(),
                "watch", rule.watch().word(),
                "per", rule.per().word(),
                "mode", mode(rule),
                "for", rule.only().stream().map(Object::toString).sorted().toList(),
                "watcher", rule.watcher().caller().toString(),
                "onBehalfOf", rule.watcher().person().toString(),
                "means", Promise.of(rule.watch()));
    }

    private static String mode(WatchRule rule) {
        return rule.mode().name().toLowerCase(Locale.ROOT);
    }
}
