package io.levee.app.incident;

import io.levee.adapters.reports.Ascii;
import io.levee.app.review.Ground;
import io.levee.cli.Exit;
import io.levee.rooms.review.Panel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `levee review cases`: whether the reviewers would stop what caused incidents, and let pass
/// what ended them. It is no part of `org check`, because a case that fails is a rule to write
/// and not a folder that is invalid: a replica must load it.
@Command(
        name = "cases",
        description = {
            "Reviews the change behind each incident, and its fix, with the rules that the organisation has now.",
            "Each team must block the one and let the other pass. Exit 0 where all do, 1 where one does not, 2 for bad",
            "input. Offline, without a repository."
        },
        footer = {"", "Example:  levee review cases --org examples/acme"})
public final class CasesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(
            names = "--org",
            paramLabel = "DIR",
            description = "the organisation's folder (default: the current one, or its `org`)")
    private @Nullable Path organisation;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    /// @param ok whether no case fails
    private record Report(boolean ok, int cases, int failed, List<CaseVerdict> verdicts) {}

    @Override
    public Integer call() throws IOException {
        Path folder = OrganisationPlace.of(Optional.ofNullable(organisation), Path.of(""));
        try {
            Panel panel = CaseVerdict.panel(Ground.read(folder));
            return print(ReviewCase.all(folder).stream()
                    .map(it -> CaseVerdict.of(it, panel))
                    .toList());
        } catch (Ground.Invalid e) {
            spec.commandLine().getErr().print(e.report().text());
            spec.commandLine().getErr().flush();
            return Exit.USAGE;
        }
    }

    private int print(List<CaseVerdict> verdicts) {
        int failed = Math.toIntExact(
                verdicts.stream().filter(verdict -> !verdict.ok()).count());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Ascii.json(new Report(failed == 0, verdicts.size(), failed, verdicts)));
        } else {
            verdicts.forEach(it -> out.println(
                    it.ok()
                            ? "ok    %s/%s: blocked by %s, its fix passes".formatted(it.team(), it.id(), rules(it))
                            : "FAIL  %s/%s: %s".formatted(it.team(), it.id(), it.why())));
            out.println(
                    verdicts.isEmpty()
                            ? "no cases yet: `levee incident add` makes them"
                            : "%d of %d cases hold".formatted(verdicts.size() - failed, verdicts.size()));
        }
        out.flush();
        return failed == 0 ? Exit.DONE : Exit.DENIED;
    }

    private static String rules(CaseVerdict it) {
        return it.rules().isEmpty() ? "its team" : "`%s`".formatted(String.join("`, `", it.rules()));
    }
}
