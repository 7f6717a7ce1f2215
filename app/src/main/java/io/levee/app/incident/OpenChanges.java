package io.levee.app.incident;

import io.levee.adapters.cel.CelConditions;
import io.levee.adapters.git.Branch;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.change.ChangedFile;
import io.levee.change.Structures;
import io.levee.fault.LeveeException;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;

/// What is not merged yet, asked about with a rule that is new.
///
/// @param looked  branches that were reviewed
/// @param left    those for which there was no time, or that could not be read
/// @param stopped what the rule finds in them
record OpenChanges(int looked, int left, List<Stopped> stopped) {
    static final int BRANCHES_MAX = 100;
    static final long NANOS_MAX = 30_000_000_000L;
    private static final int STOPPED_MAX = 200;

    OpenChanges {
        stopped = List.copyOf(stopped);
    }

    /// @param line from 1
    record Stopped(String branch, String commit, String file, int line, String message) {}

    static final OpenChanges NONE = new OpenChanges(0, 0, List.of());

    /// @param nanos    a clock
    /// @param progress is told the branch that is next, and how many were reviewed
    static OpenChanges of(
            GitHistory history,
            Guardrail guardrail,
            Structures structures,
            LongSupplier nanos,
            ObjIntConsumer<String> progress) {
        if (!(Rule.of(guardrail, new CelConditions()) instanceof Rule.Compiled.Ready(var rule))) {
            return NONE;
        }
        long end = nanos.getAsLong() + NANOS_MAX;
        List<Stopped> stopped = new ArrayList<>();
        int looked = 0;
        int left = 0;
        for (Branch branch : history.branches(Branch.BRANCHES_MAX)) {
            if (looked == BRANCHES_MAX || nanos.getAsLong() - end > 0) {
                left++;
                continue;
            }
            try {
                if (!history.contains("HEAD", branch.commit())) {
                    progress.accept(branch.name(), looked);
                    look(branch, history.range("HEAD", branch.commit()), rule, structures, stopped);
                    looked++;
                }
            } catch (LeveeException _) { // a shallow clone does not have all of a branch
                left++;
            }
        }
        return new OpenChanges(looked, left, stopped);
    }

    private static void look(
            Branch branch, RangeChange range, Rule rule, Structures structures, List<Stopped> stopped) {
        for (ChangedFile file : range.change().files()) {
            boolean covered = rule.guardrail().appliesTo().paths().stream()
                    .anyMatch(path -> path.matches(file.path()) || path.matches(file.before()));
            if (!covered || stopped.size() >= STOPPED_MAX) {
                continue;
            }
            rule.in(file, structures.of(file, range.contents()), List.of())
                    .forEach(match -> stopped.add(
                            new Stopped(branch.name(), branch.commit(), file.path(), match.line(), match.message())));
        }
    }
}
