package io.levee.rooms.stop.rule;

import io.levee.catalog.AssetId;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.organisation.Watch;
import io.levee.organisation.WatchRule;
import io.levee.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Entries of a made-up log, fed to what watches. `runner` acts for `ana` in the session `s1`; `dee` is behind the
/// rules.
final class RuleStory {
    static final Origin HERE = new Origin("acme", "replica-1");
    static final Origin THERE = new Origin("acme", "replica-2");
    static final Chain RUNNER = Chain.of(ActorId.person("ana"), ActorId.agent("runner"));
    static final SessionId SESSION = new SessionId("s1");
    static final Chain WATCHER = Chain.of(ActorId.person("dee"), ActorId.agent("stop-watch"));
    static final Directory PEOPLE = new People();

    final FakeClock clock = FakeClock.start();
    final List<Entry> entries = new ArrayList<>();
    final List<Alarm> alarms = new ArrayList<>();
    final Watching watching;
    private final Map<Origin, Long> positions = new HashMap<>();
    private int ids;

    RuleStory(WatchRule... rules) {
        List<WatchRule> all = List.of(rules);
        watching = new Watching(() -> all, () -> PEOPLE, Watching.QUIET, alarms::add);
    }

    static WatchRule rule(Watch watch) {
        return rule(watch, WatchRule.Per.AGENT, StopFact.AlarmMode.OBSERVE);
    }

    static WatchRule rule(Watch watch, WatchRule.Per per, StopFact.AlarmMode mode) {
        return new WatchRule("a-rule", watch, per, Set.of(), mode, Set.of(), WATCHER);
    }

    static Watch.Share refusals() {
        return new Watch.Share(Watch.Outcome.REFUSED, 0.05, 0.5, 1_000_000);
    }

    RuleStory learns(Fact fact) {
        return learns(HERE, fact);
    }

    RuleStory learns(Origin origin, Fact fact) {
        Entry entry = new Entry(origin, positions.merge(origin, 1L, Long::sum) - 1, clock.instant(), fact);
        entries.add(entry);
        watching.learned(entry);
        return this;
    }

    RuleStory pass(Duration time) {
        clock.advance(time);
        return this;
    }

    DecisionId next() {
        return new DecisionId("d" + ++ids);
    }

    RuleStory refused(int times, String reason) {
        for (int i = 0; i < times; i++) {
            learns(decided(next(), RUNNER, SESSION, "/p/" + ids, false, reason, true, List.of()));
        }
        return this;
    }

    RuleStory allowed(int times) {
        for (int i = 0; i < times; i++) {
            call("/p/" + ids, 200, CallFact.Ending.COMPLETED, 100 + ids);
        }
        return this;
    }

    RuleStory call(String path, int status, CallFact.Ending ending, long bytes) {
        DecisionId decision = next();
        learns(decided(decision, RUNNER, SESSION, path, true, "allowed", false, List.of()));
        return learns(new CallFact.Finished(decision, ending, status, 10, bytes, 5, Optional.empty()));
    }

    RuleStory ordered(String id, Scope scope) {
        return learns(
                new StopFact.Ordered(new StopId(id), scope, Set.of(Layer.GATEWAY), ActorId.person("dee"), "by hand"));
    }

    RuleStory resumed(String id) {
        return learns(new StopFact.Resumed(new StopId(id), ActorId.person("dee"), ActorId.person("cy")));
    }

    static CallFact.Decided decided(
            DecisionId decision,
            Chain chain,
            SessionId session,
            String path,
            boolean allowed,
            String reason,
            boolean changes,
            List<AssetId> assets) {
        return new CallFact.Decided(
                decision,
                Optional.of(new CallFact.Caller(chain, session, new TokenId("t1"))),
                new CallFact.Target("warehouse", changes ? "POST" : "GET", path, Optional.empty(), changes),
                allowed,
                reason,
                "",
                List.of(),
                assets,
                List.of(),
                0,
                "r1");
    }

    private record People() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(new Person(person, person.name(), Set.of(), Set.of(new Role("any")), true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.of(new Passport(
                    agent,
                    "does",
                    new TeamId("growth"),
                    "a pod",
                    Set.of(ActorId.person("dee"), ActorId.person("ana")),
                    List.of(),
                    List.of(),
                    new Passport.Spend(3, 0),
                    List.of(),
                    Set.of(),
                    Set.of()));
        }
    }
}
