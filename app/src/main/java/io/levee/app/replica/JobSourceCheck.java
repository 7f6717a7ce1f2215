package io.levee.app.replica;

import io.levee.organisation.EngineSource;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.EngineKind;
import io.levee.rooms.jobs.SignalKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Whether each engine and signal of `jobs` in `levee.yaml` can become one: known kinds, their settings, values that
/// they take. Asks no system.
public final class JobSourceCheck implements OrganisationCheck {
    private static final String FILE = "levee.yaml";
    private static final String GUIDE = "see docs/guide/jobs.md";

    private static final Map<String, SignalKind> SIGNALS = JobSources.signals(_ -> Optional.empty());

    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        List<Problem> problems = new ArrayList<>();
        candidate.settings().jobs().engines().values().forEach(source -> check(source, problems));
        candidate.settings().jobs().signals().forEach(source -> check(source, problems));
        return problems;
    }

    private static void check(EngineSource source, List<Problem> problems) {
        String what = "the engine `%s`".formatted(source.name());
        EngineKind kind = JobSources.ENGINES.get(source.kind());
        if (kind == null) {
            problems.add(unknown(source.line(), what, source.kind(), JobSources.ENGINES.keySet()));
            return;
        }
        SettingsCheck settings = new SettingsCheck(FILE, source.line(), what, source.kind(), source.settings());
        if (settings.check(kind.required(), kind.optional(), problems)) {
            tryOut(source.line(), what, () -> kind.engine(source, JobSourceCheck::noSecret), problems);
        }
    }

    private static void check(SignalSource source, List<Problem> problems) {
        String what = "the signal `%s`".formatted(source.name());
        SignalKind kind = SIGNALS.get(source.kind());
        if (kind == null) {
            problems.add(unknown(source.line(), what, source.kind(), SIGNALS.keySet()));
            return;
        }
        SettingsCheck settings = new SettingsCheck(FILE, source.line(), what, source.kind(), source.settings());
        if (settings.check(kind.required(), kind.optional(), problems)) {
            tryOut(source.line(), what, () -> kind.signal(source, JobSourceCheck::noSecret), problems);
        }
    }

    private static Problem unknown(int line, String what, String kind, Collection<String> known) {
        return Problem.error(
                FILE,
                line,
                "%s is of kind `%s`, which Levee does not know".formatted(what, kind),
                known.isEmpty() ? GUIDE : "write one of %s".formatted(String.join(", ", new TreeSet<>(known))));
    }

    private static String noSecret(String name) {
        throw new IllegalStateException("`%s` is not asked for by a check".formatted(name));
    }

    private interface Making {
        Object make();
    }

    private static void tryOut(int line, String what, Making making, List<Problem> problems) {
        try {
            var _ = making.make();
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(FILE, line, "%s: %s".formatted(what, e.getMessage()), GUIDE));
        }
    }
}
