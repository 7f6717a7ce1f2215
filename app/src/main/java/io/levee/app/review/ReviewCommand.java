package io.levee.app.review;

import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.adapters.reports.Format;
import io.levee.adapters.reports.ReviewReport;
import io.levee.change.Change;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.cli.Exit;
import io.levee.rooms.review.Creator;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.ReviewRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `levee review`: asks every affected team's reviewer about a change, without a server and
/// without a model.
@Command(
        name = "review",
        description = {
            "Asks the reviewer of every team that a change can affect, with each team's own rules and incidents.",
            "Exit 0 where nobody objects, 1 where a reviewer blocks, 3 where a person must look first."
        },
        footer = {
            "",
            "Example:  git diff main | levee review --diff -",
            "          levee review --base main --head HEAD --org examples/acme",
            "          levee review --diff change.patch --format sarif > review.sarif"
        })
public final class ReviewCommand implements Callable<Integer> {
    private final Path vectors;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--diff", paramLabel = "FILE", description = "a unified diff; `-` reads standard input")
    private @Nullable String diff;

    @Option(names = "--base", paramLabel = "REV", description = "the commit that the change starts from")
    private @Nullable String base;

    @Option(
            names = "--head",
            paramLabel = "REV",
            defaultValue = "HEAD",
            description = "its last commit (default: HEAD)")
    @SuppressWarnings("NullAway.Init")
    private String head;

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
            description = "the organisation's folder; without one, the starter library judges")
    private @Nullable Path organisation;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "text",
            description = "text, json, markdown, sarif or junit (default: text)")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(names = "--json", description = "print one JSON object: the same as --format json")
    private boolean json;

    @Option(names = "--no-knowledge", description = "do not look for incidents that read like the change")
    private boolean noKnowledge;

    /// @param vectors where what teams wrote is kept as vectors between runs
    public ReviewCommand(Path vectors) {
        this.vectors = vectors;
    }

    @Override
    public Integer call() throws IOException {
        Format written = format();
        if ((diff == null) == (base == null)) {
            throw usage("name a change: either `--diff FILE` (or `-`), or `--base REV`");
        }
        Optional<Path> known = noKnowledge ? Optional.empty() : Optional.of(vectors);
        try (Ground ground = Ground.of(repository, Optional.ofNullable(organisation), known)) {
            return print(written, base == null ? ofDiff(ground, String.valueOf(diff)) : ofRange(ground, base));
        } catch (Ground.Invalid e) {
            spec.commandLine().getErr().print(e.report().text());
            return Exit.USAGE;
        }
    }

    private int print(Format written, ReviewDecision decision) {
        spec.commandLine().getOut().print(written.write(ReviewReport.of(decision)));
        spec.commandLine().getOut().flush();
        return switch (decision) {
            case ReviewDecision.Allow _ -> Exit.DONE;
            case ReviewDecision.Hold _ -> Exit.HELD;
            case ReviewDecision.Deny _ -> Exit.DENIED;
        };
    }

    private Format format() {
        try {
            return json ? Format.JSON : Format.of(format);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private ReviewDecision ofRange(Ground ground, String from) {
        GitHistory history = ground.history()
                .orElseThrow(() -> usage(ground.unusable()
                        .orElse("`%s` is in no repository of git: name one with `--repo`".formatted(repository))));
        RangeChange range = history.range(from, head);
        Remembered remembered = Remembered.of(history, range);
        return ground.panel(range.base(), remembered.learnt())
                .review(new ReviewRequest(
                        range.head(), range.change(), range.contents(), Creator.UNKNOWN, remembered.past()));
    }

    private ReviewDecision ofDiff(Ground ground, String name) throws IOException {
        Change change = readDiff(name);
        ground.unusable()
                .ifPresent(why -> spec.commandLine()
                        .getErr()
                        .println("levee: judged without the repository and its CODEOWNERS: " + why));
        return ground.panel("HEAD")
                .review(new ReviewRequest(
                        "diff",
                        change,
                        ground.history().map(it -> it.applied(change)).orElse(Contents.UNKNOWN),
                        Creator.UNKNOWN));
    }

    private Change readDiff(String name) throws IOException {
        if (name.equals("-")) {
            return UnifiedDiff.read(System.in);
        }
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return UnifiedDiff.read(in);
        } catch (NoSuchFileException _) {
            throw usage("there is no file `%s`: name a diff, or `-` for standard input".formatted(name));
        }
    }
}
