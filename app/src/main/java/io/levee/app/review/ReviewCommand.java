package io.levee.app.review;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.organisation.CheckReport;
import io.levee.adapters.organisation.OrgReport;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.adapters.reports.Format;
import io.levee.adapters.reports.ReviewReport;
import io.levee.cli.Exit;
import io.levee.knowledge.Knowledge;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.ReviewDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `levee review`: asks every affected team's reviewer about a change, without a server and without
/// a model.
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

    @Override
    public Integer call() throws IOException {
        Format written = format();
        if ((diff == null) == (base == null)) {
            throw usage("name a change: either `--diff FILE` (or `-`), or `--base REV`");
        }
        Optional<Organisation> known = Optional.empty();
        if (organisation != null) {
            switch (read(organisation)) {
                case Reading.Invalid invalid -> {
                    CheckReport report = OrgReport.check(organisation.toString(), invalid);
                    spec.commandLine().getErr().print(report.text());
                    return Exit.USAGE;
                }
                case Reading.Valid(var read, var _) -> known = Optional.of(read);
            }
        }
        ReviewDecision decision = decide(known);
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
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(@Nullable String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private static Reading read(Path folder) {
        return new OrganisationFolder(folder, List.of(new CedarPolicies())).read();
    }

    private ReviewDecision decide(Optional<Organisation> known) throws IOException {
        Change change = readDiff(String.valueOf(diff));
        Rulebook rulebook = known.map(it -> Rulebooks.of(it, PathOwners.NOBODY, Knowledge.NONE, Optional.empty()))
                .orElseGet(() -> Rulebooks.ofLibrary(PathOwners.NOBODY));
        return new Panel(rulebook, new KnownFormats())
                .review(new ReviewRequest("diff", change, Contents.UNKNOWN, Creator.UNKNOWN));
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
