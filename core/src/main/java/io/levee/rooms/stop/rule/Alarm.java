package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.ledger.Origin;
import io.levee.organisation.WatchRule;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A rule has seen enough of somebody.
///
/// @param scope    whom an order would stop
/// @param time     when the evidence was complete
/// @param origin   whose entry completed it: that replica raises the alarm
/// @param evidence measures, then the newest calls that they count
public record Alarm(WatchRule rule, Scope scope, Instant time, Origin origin, List<Evidence> evidence) {
    public Alarm {
        evidence = List.copyOf(evidence);
    }

    StopFact.Alarmed fact(StopFact.AlarmMode mode, List<Evidence> more) {
        return new StopFact.Alarmed(
                rule.name(),
                rule.watch().word(),
                scope,
                rule.watcher().caller(),
                mode,
                time,
                Stream.concat(evidence.stream(), more.stream()).toList());
    }

    boolean isOf(String name, Scope of) {
        return rule.name().equals(name) && scope.equals(of);
    }

    /// The measures in one line: `refused 17 of 20 calls, normal 5 %`.
    public String summary() {
        return evidence.stream()
                .filter(one -> one.kind().equals("measure"))
                .map(one -> one.ref() + " " + one.note())
                .collect(Collectors.joining(", "));
    }
}
