package io.levee.app.review.backtest;

import io.levee.adapters.git.Commit;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.reports.Ascii;
import io.levee.app.review.Ground;
import io.levee.app.review.Outcomes;
import io.levee.cli.Exit;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `levee review backtest`: reviews a history again with what was known then, and says how
/// often the reviewers would have been right.
@Command(
        name = "backtest",
        description = {
            "Reviews a history again, along first parents, each change with only what was known when it was made.",
            "A change is bad where a later one takes it back, or where a file of labels says so. Denied bad changes",
            "are the catch rate; denied clean ones are false blocks. Exit 0 when it ran, 2 for bad input, 4 where",
            "there is no repository."
        },
        footer = {
            "",
            "Example:  levee review backtest . --since 2026-01-01 --labels reverts",
            "          levee review backtest ../shop --since v1.0 --labels incidents.csv --org examples/acme --json",
            "",
            "Labels:   a commit, 1 or 0 or an incident's id, and perhaps since when that is known; on each line, in CSV,",
            "          TSV or JSON: `4f2a91c,INC-17,2026-02-03`"
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(3);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "REPO", description = "a folder inside a repository of git")
    @SuppressWarnings("NullAway.Init")
    private Path repository;

    @Option(
            names = "--since",
            paramLabel = "DATE|REV",
            required = true,
            description = "a day, as in 2026-01-31, or the commit before the first one")
    @SuppressWarnings("NullAway.Init")
    private String since;

    @Option(
            names = "--until",
            paramLabel = "REV",
            defaultValue = "HEAD",
            description = "the last commit (default: HEAD)")
    @SuppressWarnings("NullAway.Init")
    private String until;

    @Option(
            names = "--labels",
            paramLabel = "FILE|reverts",
            defaultValue = "reverts",
            description = "what became of changes (default: reverts)")
    @SuppressWarnings("NullAway.Init")
    private String labels;

    @Option(
            names = "--org",
            paramLabel = "DIR",
            description = "the organisation's folder; without one, the starter library judges")
    private @Nullable Path organisation;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "20000",
            description = "the newest changes that are reviewed (default: 20000)")
    private int max;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--text", description = "print a table (this is the default)")
    private boolean text;

    @Option(names = "--progress", description = "say how far it is, on a terminal or not")
    private boolean progress;

    @Override
    public Integer call() throws IOException {
        if (max < 1 || (json && text)) {
            throw usage(
                    max < 1 ? "`--max %d`: write 1 or more".formatted(max) : "write `--json` or `--text`, not both");
        }
        try (Ground ground = Ground.of(repository, Optional.ofNullable(organisation))) {
            Optional<GitHistory> history = ground.history();
            if (history.isEmpty()) {
                err().println("`%s` is no repository of git with a commit; name a folder inside one"
                        .formatted(repository));
                err().flush();
                return Exit.UNAVAILABLE;
            }
            return run(ground, history.get());
        }
    }

    private int run(Ground ground, GitHistory history) throws IOException {
        List<Commit> commits =
                history.newest(revision(history, until), Commit.COMMITS_MAX).reversed();
        int from = Math.max(first(history, commits), commits.size() - max);
        Outcomes outcomes = outcomes(history, commits);
        Replay replay = new Replay(ground, history, outcomes, System::nanoTime);
        List<Judged> judged = replay.run(commits, from, progress(commits.size() - from));
        replay.invalid()
                .forEach(it -> err().println("note: the organisation is not valid at `%s`; the rules before it judged"
                        .formatted(it)));
        if (Thread.interrupted()) {
            err().println("note: interrupted; these are the first %d of %d changes"
                    .formatted(judged.size(), commits.size() - from));
        }
        err().flush();
        BacktestReport report = Scored.report(repository.toString(), judged);
        spec.commandLine().getOut().print(json ? Ascii.json(report) + "\n" : BacktestText.of(report));
        spec.commandLine().getOut().flush();
        return Exit.DONE;
    }

    /// The place of the first commit that is reviewed.
    private int first(GitHistory history, List<Commit> commits) {
        Optional<Instant> time = day(since);
        if (time.isPresent()) {
            int at = 0;
            while (at < commits.size() && commits.get(at).time().isBefore(time.get())) {
                at++;
            }
            return at;
        }
        Set<String> after = new HashSet<>();
        history.commits(revision(history, since), until).forEach(it -> after.add(it.id()));
        int at = commits.size();
        while (at > 0 && after.contains(commits.get(at - 1).id())) {
            at--;
        }
        return at;
    }

    private static Optional<Instant> day(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException _) { // then it is a revision
            return Optional.empty();
        }
    }

    private String revision(GitHistory history, String name) {
        if (!history.has(name)) {
            throw usage("`%s` is no commit of `%s`: name a day, as in 2026-01-31, or a revision"
                    .formatted(name, repository));
        }
        return name;
    }

    private Outcomes outcomes(GitHistory history, List<Commit> commits) throws IOException {
        if (labels.equals("reverts")) {
            return Outcomes.ofReverts(commits, history.reverts(commits.reversed()));
        }
        Path file = Path.of(labels);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw usage("`%s` cannot be read: name a file of labels, or `reverts`".formatted(labels));
        }
        LabelsFile.Read read = LabelsFile.read(file);
        LabelledOutcomes outcomes = new LabelledOutcomes(commits, read.labels(), labels);
        List<String> errors = read.errors().isEmpty() ? outcomes.errors() : read.errors();
        if (!errors.isEmpty()) {
            throw usage(String.join("\n", errors.subList(0, Math.min(errors.size(), LabelsFile.ERRORS_MAX))));
        }
        if (outcomes.elsewhere() > 0) {
            err().println("note: %d of %d labels are of commits that are not in this history"
                    .formatted(outcomes.elsewhere(), read.labels().size()));
        }
        return outcomes;
    }

    private IntConsumer progress(int all) {
        if (!progress
                && !Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()) {
            return _ -> {};
        }
        long[] last = {System.nanoTime()};
        return done -> {
            long now = System.nanoTime();
            if (now - last[0] >= PROGRESS_NANOS || done == all) {
                last[0] = now;
                err().println("%d of %d changes".formatted(done, all));
                err().flush();
            }
        };
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
