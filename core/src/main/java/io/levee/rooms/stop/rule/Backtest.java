package io.levee.rooms.stop.rule;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Run;
import io.levee.facts.StopFact;
import io.levee.identity.Directory;
import io.levee.ledger.Entry;
import io.levee.organisation.WatchRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one rule would have done to the past, with the code that watches the present. An alarm
/// would have stopped its scope for `hold`: what the ledger says that it did meanwhile is what the
/// rule would have cost. One thread at a time.
public final class Backtest {
    /// Findings that are kept; further ones are only counted.
    static final int FINDINGS_MAX = 10_000;

    private final Instant since;
    private final Duration hold;
    private final Watching watching;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> holding = new ArrayList<>();
    private final Map<DecisionId, CallFact.Caller> open = new Bounded<>(Sightings.OPEN_MAX);
    private final Map<DecisionId, List<Finding>> prevented = new Bounded<>(Sightings.OPEN_MAX);
    private long notKept;

    /// @param since alarms before it are not reported, but what is seen before it counts as
    ///     evidence
    public Backtest(WatchRule rule, Directory directory, Instant since, Duration hold) {
        List<WatchRule> rules = List.of(rule);
        this.since = since;
        this.hold = hold;
        this.watching = new Watching(() -> rules, () -> directory, hold, this::raised);
    }

    /// Counts of calls that were allowed.
    ///
    /// @param cut     were open when the alarm was raised
    /// @param well    began while it held, and were completed with a status below 400
    /// @param badly   began while it held, and ended otherwise
    /// @param unknown began while it held; the ledger does not say how they ended
    public record Cost(long cut, long well, long badly, long unknown) {
        public long prevented() {
            return well + badly + unknown;
        }
    }

    /// One alarm.
    public static final class Finding {
        private final Alarm alarm;
        private final long cut;
        private long well;
        private long badly;
        private long unknown;

        Finding(Alarm alarm, long cut) {
            this.alarm = alarm;
            this.cut = cut;
        }

        public Alarm alarm() {
            return alarm;
        }

        public Cost cost() {
            return new Cost(cut, well, badly, unknown);
        }
    }

    /// To be called with every entry, by time; the logs of several replicas merged.
    public void learned(Entry entry) {
        Instant time = entry.time();
        switch (entry.fact()) {
            case StopFact.Alarmed _ -> {
                return; // what rules found then is not what this one finds
            }
            case CallFact.Decided decided
            when decided.allowed() && decided.caller().isPresent() ->
                began(decided.decision(), decided.caller().get(), time);
            case CallFact.Finished finished -> ended(finished);
            default -> {}
        }
        watching.learned(entry);
    }

    /// In order.
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public long notKept() {
        return notKept;
    }

    private void began(DecisionId decision, CallFact.Caller caller, Instant time) {
        open.put(decision, caller);
        holding.removeIf(finding -> finding.alarm().time().plus(hold).isBefore(time));
        List<Finding> by = holding.stream()
                .filter(finding -> covers(finding.alarm(), caller))
                .toList();
        by.forEach(finding -> finding.unknown++);
        if (!by.isEmpty()) {
            prevented.put(decision, by);
        }
    }

    private void ended(CallFact.Finished finished) {
        open.remove(finished.decision());
        List<Finding> by = prevented.remove(finished.decision());
        if (by == null || finished.ending() == CallFact.Ending.CARRIED_ELSEWHERE) {
            return;
        }
        boolean good = finished.ending() == CallFact.Ending.COMPLETED && finished.status() < 400;
        for (Finding finding : by) {
            finding.unknown--;
            finding.well += good ? 1 : 0;
            finding.badly += good ? 0 : 1;
        }
    }

    private void raised(Alarm alarm) {
        if (alarm.time().isBefore(since)) {
            return;
        }
        long cut =
                open.values().stream().filter(caller -> covers(alarm, caller)).count();
        Finding finding = new Finding(alarm, cut);
        holding.add(finding);
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        } else {
            notKept++;
        }
    }

    /// A rule's scope is an agent, a session or a person, so teams say nothing.
    private static boolean covers(Alarm alarm, CallFact.Caller caller) {
        return alarm.scope().covers(new Run(caller.chain(), Set.of(caller.session()), Set.of(), Set.of()));
    }
}
