package io.levee.app.replica;

import io.levee.consent.OpenStops;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.StopperKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whether each entry of `stoppers.yaml` can become a stopper: known systems, their settings, values that they take.
/// Asks no system.
public final class StopperCheck implements OrganisationCheck {
    private static final String FILE = "stoppers.yaml";
    /// Names of what Levee stops on itself.
    private static final Set<String> OWN = Set.of("calls", "tokens", "processes", "budgets", "interrupts");

    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        List<Problem> problems = new ArrayList<>();
        candidate.stoppers().forEach(source -> check(source, candidate, problems));
        return problems;
    }

    private static void check(StopperSource source, Organisation candidate, List<Problem> problems) {
        StopperKind kind = OutsideStoppers.KINDS.get(source.system());
        if (OWN.contains(source.name())) {
            problems.add(Problem.error(
                    FILE,
                    source.line(),
                    "`%s` is the name of a stopper of Levee itself".formatted(source.name()),
                    "choose another"));
        }
        if (kind == null) {
            problems.add(Problem.error(
                    FILE,
                    source.line(),
                    "the stopper `%s` is for `%s`, which is no system that Levee knows"
                            .formatted(source.name(), source.system()),
                    "write one of %s".formatted(String.join(", ", new TreeSet<>(OutsideStoppers.KINDS.keySet())))));
            return;
        }
        SettingsCheck settings = new SettingsCheck(
                FILE, source.line(), "the stopper `%s`".formatted(source.name()), source.system(), source.settings());
        if (settings.check(kind.required(), kind.optional(), problems)) {
            tryOut(source, candidate, kind, problems);
        }
    }

    private static void tryOut(StopperSource source, Organisation candidate, StopperKind kind, List<Problem> problems) {
        try {
            var _ = kind.stopper(
                    source,
                    new Footholds(source.footholds(), source.canary(), new OpenStops(), () -> candidate),
                    name -> {
                        throw new IllegalStateException("`%s` is not asked for by a check".formatted(name));
                    });
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(
                    FILE,
                    source.line(),
                    "the stopper `%s`: %s".formatted(source.name(), e.getMessage()),
                    "see docs/guide/stops.md"));
        }
    }
}
