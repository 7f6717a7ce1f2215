package io.levee.app.incident;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.git.Commit;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.Revert;
import io.levee.adapters.organisation.parts.WrittenIncident;
import io.levee.app.review.Ground;
import io.levee.cli.Exit;
import io.levee.identity.TeamId;
import io.levee.knowledge.Severity;
import io.levee.organisation.Organisation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `levee incident add`: keeps an incident, and what would have stopped it.
@Command(
        name = "add",
        description = {
            "Keeps an incident as its team's, proposes a guardrail from the change that caused it, keeps that change and its",
            "fix as a case for the reviewers, and asks all open changes about the new rule. What it writes is for people to",
            "read, correct and commit. Exit 0 when it did, 2 for bad input, 4 where there is no repository."
        },
        footer = {
            "",
            "Example:  levee incident add outage.md --caused-by 4f2a91c --org org",
            "          levee incident add - --caused-by HEAD~3 --fixed-by HEAD --team kafka --dry-run < outage.md"
        })
final class IncidentAddCommand implements Callable<Integer> {
    /// Newest commits in which the one that takes the cause back is looked for.
    private static final int FIX_COMMITS_MAX = 2_000;

    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final InputStream standardInput;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "what happened, in Markdown; `-` reads standard input")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(
            names = "--caused-by",
            paramLabel = "REV",
            description = "the commit that caused it, or the merge that brought it (default: `caused-by` of the page)")
    private @Nullable String causedBy;

    @Option(
            names = "--fixed-by",
            paramLabel = "REV",
            description = "the commit that ended it (default: the one that takes the cause back, else its reverse)")
    private @Nullable String fixedBy;

    @Option(
            names = "--team",
            paramLabel = "TEAM",
            description = "whose incident it is (default: who owns what the cause touched)")
    private @Nullable String team;

    @Option(
            names = "--severity",
            paramLabel = "NAME",
            description = "of the rule (default: high, or medium where it would have spoken too often)")
    private @Nullable String severity;

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "the repository (default: the one around the current folder)")
    @SuppressWarnings("NullAway.Init")
    private Path repository;

    @Option(
            names = "--org",
            paramLabel = "DIR",
            description = "the organisation's folder (default: the repository, or its `org`)")
    private @Nullable Path organisation;

    @Option(names = "--dry-run", description = "write nothing, and print what would be written")
    private boolean dryRun;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    /// @param standardInput what `-` reads
    IncidentAddCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws IOException {
        Optional<TeamId> named = Optional.ofNullable(team).map(TeamId::new);
        Optional<Severity> wanted = Optional.ofNullable(severity).map(Severity::of);
        WrittenIncident page = Page.read(file, standardInput);
        Path folder = OrganisationPlace.of(Optional.ofNullable(organisation), repository);
        try (Ground ground = Ground.of(repository, Optional.of(folder))) {
            Optional<GitHistory> history = ground.history();
            if (history.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("levee: "
                                + ground.unusable()
                                        .orElse("`%s` is in no repository of git with a commit: name one with `--repo`"
                                                .formatted(repository)));
                return Exit.UNAVAILABLE;
            }
            Organisation now = Ground.read(folder);
            Deed cause = cause(history.get(), page);
            Lesson lesson = Lesson.of(
                    new Lesson.From(history.get(), now, ground.ownersNow(now)),
                    page,
                    cause,
                    fix(history.get(), page, cause),
                    named,
                    wanted);
            lesson.kept().isNew(folder);
            if (!dryRun) {
                lesson.kept().write(folder, () -> Ground.read(folder));
            }
            OpenChanges open = OpenChanges.of(
                    history.get(), lesson.proposal().guardrail(), new KnownFormats(), System::nanoTime, progress());
            spec.commandLine()
                    .getOut()
                    .print(json ? Shown.json(lesson, open, dryRun) + "\n" : Shown.text(lesson, open, dryRun));
            spec.commandLine().getOut().flush();
            return Exit.DONE;
        } catch (Ground.Invalid e) {
            spec.commandLine().getErr().print(e.report().text());
            spec.commandLine().getErr().flush();
            return Exit.USAGE;
        }
    }

    private Deed cause(GitHistory history, WrittenIncident page) {
        String rev = Optional.ofNullable(causedBy)
                .or(page::causedBy)
                .orElseThrow(() -> usage("what caused it? name a commit with `--caused-by REV`"));
        Deed cause = Deed.of(history, commit(history, "--caused-by", rev));
        if (cause.files().isEmpty() && cause.unread().isEmpty()) {
            throw usage("commit `%s` changes nothing: name the one that made the change".formatted(rev));
        }
        return cause;
    }

    private Deed fix(GitHistory history, WrittenIncident page, Deed cause) {
        Optional<String> rev = Optional.ofNullable(fixedBy)
                .or(page::fixedBy)
                .map(it -> commit(history, "--fixed-by", it))
                .or(() -> takenBackBy(history, cause));
        if (rev.isEmpty()) {
            return cause.reversed();
        }
        Deed fix = Deed.of(history, rev.get());
        if (fix.commit().equals(cause.commit())) {
            throw usage("`--caused-by` and `--fixed-by` are the same commit: name two");
        }
        return fix;
    }

    private static Optional<String> takenBackBy(GitHistory history, Deed cause) {
        List<Commit> newest = history.newest("HEAD", FIX_COMMITS_MAX);
        return history.plainReverts(newest).stream()
                .filter(it -> it.reverted().equals(cause.commit()))
                .min(Comparator.comparing(Revert::how))
                .map(Revert::commit);
    }

    /// What begins with a hyphen was meant for another program.
    private String commit(GitHistory history, String option, String rev) {
        if (rev.startsWith("-") || !history.has(rev)) {
            throw usage("`%s %s` names no commit of `%s`: write an id, a branch or HEAD~1, and fetch it first"
                    .formatted(option, rev, repository));
        }
        return rev;
    }

    private ObjIntConsumer<String> progress() {
        long[] last = {System.nanoTime()};
        return (branch, looked) -> {
            long now = System.nanoTime();
            if (now - last[0] >= PROGRESS_NANOS) {
                last[0] = now;
                PrintWriter err = spec.commandLine().getErr();
                err.println("%d open changes are looked at, next is one more".formatted(looked));
                err.flush();
            }
        };
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
