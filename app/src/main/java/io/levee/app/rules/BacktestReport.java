package io.levee.app.rules;

import io.levee.facts.Evidence;
import io.levee.organisation.WatchRule;
import io.levee.rooms.stop.rule.Backtest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What `levee stop-rule backtest` says: the JSON of `--json`, and by [#text] what people read.
///
/// @param until       the time of the newest entry, so that the same ledger gives the same answer on any day
/// @param notListed   alarms beyond what is kept
record BacktestReport(
        String rule,
        String watch,
        String per,
        String mode,
        Instant since,
        Instant until,
        long entries,
        long holdSeconds,
        List<Found> alarms,
        long notListed,
        Calls calls) {
    /// @param prevented would not have been made
    /// @param cut       would have been ended on the way
    record Calls(long prevented, long well, long badly, long unknown, long cut) {
        static Calls of(Backtest.Cost cost) {
            return new Calls(cost.prevented(), cost.well(), cost.badly(), cost.unknown(), cost.cut());
        }

        String text() {
            return "%d calls prevented: %d ended well, %d did not, %d unknown; %d cut"
                    .formatted(prevented, well, badly, unknown, cut);
        }
    }

    record Found(Instant time, String scope, List<Evidence> evidence, Calls calls) {
        static Found of(Backtest.Finding finding) {
            return new Found(
                    finding.alarm().time(),
                    finding.alarm().scope().toString(),
                    finding.alarm().evidence(),
                    Calls.of(finding.cost()));
        }

        String measures() {
            StringBuilder text = new StringBuilder();
            for (Evidence one : evidence) {
                if (one.kind().equals("measure")) {
                    text.append(text.isEmpty() ? "" : ", ")
                            .append(one.ref())
                            .append(' ')
                            .append(one.note());
                }
            }
            return text.toString();
        }
    }

    static BacktestReport of(
            WatchRule rule, Instant since, Instant until, long entries, Duration hold, Backtest backtest) {
        List<Found> alarms = backtest.findings().stream().map(Found::of).toList();
        return new BacktestReport(
                rule.name(),
                rule.watch().word(),
                rule.per().word(),
                rule.mode().name().toLowerCase(Locale.ROOT),
                since,
                until,
                entries,
                hold.toSeconds(),
                alarms,
                backtest.notKept(),
                alarms.stream()
                        .map(Found::calls)
                        .reduce(
                                new Calls(0, 0, 0, 0, 0),
                                (a, b) -> new Calls(
                                        a.prevented + b.prevented,
                                        a.well + b.well,
                                        a.badly + b.badly,
                                        a.unknown + b.unknown,
                                        a.cut + b.cut)));
    }

    String text() {
        StringBuilder text = new StringBuilder("%s (%s, per %s, %s) from %s to %s, %d entries: %s%n"
                .formatted(
                        rule,
                        watch,
                        per,
                        mode,
                        since,
                        until,
                        entries,
                        alarms.isEmpty()
                                ? "no alarm"
                                : alarms.size() + notListed == 1 ? "1 alarm" : alarms.size() + notListed + " alarms"));
        for (Found found : alarms) {
            text.append("%s  %s  %s%n    held for %d s: %s%n"
                    .formatted(
                            found.time(),
                            found.scope(),
                            found.measures(),
                            holdSeconds,
                            found.calls().text()));
        }
        if (alarms.size() > 1) {
            text.append("in all, %s%n".formatted(calls.text()));
        }
        return text.toString();
    }
}
