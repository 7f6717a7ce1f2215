package io.levee.consent;

import io.levee.facts.Run;
import io.levee.facts.WorkloadFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Puts together what a scope is asked about, from what is known now. Thread-safe; keeps nothing.
public final class Runs {
    private final Supplier<? extends Directory> directory;
    private final Function<SessionId, Set<String>> labels;

    /// @param labels what a session carries now
    public Runs(Supplier<? extends Directory> directory, Function<SessionId, Set<String>> labels) {
        this.directory = directory;
        this.labels = labels;
    }

    /// @param startedFrom the person's session from which `session` was started
    public Run of(Chain chain, SessionId session, Optional<SessionId> startedFrom) {
        Set<SessionId> sessions = new HashSet<>(Set.of(session));
        startedFrom.ifPresent(sessions::add);
        Set<String> carried = new HashSet<>();
        sessions.forEach(each -> carried.addAll(labels.apply(each)));
        return new Run(chain, sessions, teams(chain), carried);
    }

    public Run of(WorkloadFact.Launched launched) {
        return of(launched.chain(), launched.session(), launched.startedFrom()).running(launched.workload());
    }

    private Set<TeamId> teams(Chain chain) {
        Directory now = directory.get();
        Set<TeamId> teams = new HashSet<>();
        now.person(chain.person()).ifPresent(person -> teams.addAll(person.teams()));
        for (ActorId agent : chain.agents()) {
            now.passport(agent).ifPresent(passport -> teams.add(passport.owner()));
        }
        return teams;
    }
}
