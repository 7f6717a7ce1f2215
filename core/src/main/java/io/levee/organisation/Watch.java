package io.levee.organisation;

import io.levee.budget.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// What a stop rule looks for. The numbers are what the organisation calls normal and harmful; how
/// evidence is weighed against them is in `io.levee.rooms.stop.rule`.
public sealed interface Watch {
    /// Of anything that is counted or kept for one agent, session or person.
    int KEPT_MAX = 500;

    Duration WITHIN_MAX = Duration.ofDays(31);

    /// As `stop-rules.yaml` has it: `deny-rate`.
    String word();

    /// The share of calls that go wrong.
    ///
    /// @param normal  at most this share is nobody's concern, between 0 and 1
    /// @param harmful this share is; above `normal`
    /// @param oneIn   of what is normal there is one false alarm in so many calls at most, on
    ///     average
    record Share(Outcome of, double normal, double harmful, long oneIn) implements Watch {
        public Share {
            if (!(0 < normal && normal < harmful && harmful < 1)) {
                throw new IllegalArgumentException(
                        "`normal` and `harmful` are shares above 0 % and below 100 %, and `harmful` is the larger one");
            }
            checkOneIn(oneIn);
        }

        @Override
        public String word() {
            return of.word;
        }
    }

    enum Outcome {
        REFUSED("deny-rate"),
        FAILED("error-burst");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    /// How fast something is used up.
    ///
    /// @param normal  in one hour
    /// @param harmful in one hour; above `normal`
    /// @param grain   what one use counts at most; larger ones forgive longer bursts
    /// @param oneIn   of what is normal there is one false alarm in so many minutes at most, on
    ///     average
    record Pace(Unit of, long normal, long harmful, long grain, long oneIn) implements Watch {
        public Pace {
            if (of == Unit.OBJECTS || of == Unit.ROWS) {
                throw new IllegalArgumentException(
                        "the ledger does not say how many %s: watch calls, bytes, tokens or usd-micros"
                                .formatted(of.word()));
            }
            if (!(0 < normal && normal < harmful)) {
                throw new IllegalArgumentException("`normal` is above 0 and below `harmful`");
            }
            if (grain < 1) {
                throw new IllegalArgumentException("`grain` is 1 or more");
            }
            checkOneIn(oneIn);
        }

        @Override
        public String word() {
            return "spend-rate";
        }
    }

    /// The same call with the same outcome, `times` among the last `among` of them.
    record Loop(int times, int among) implements Watch {
        public Loop {
            if (times < 2 || times > among || among > KEPT_MAX) {
                throw new IllegalArgumentException(
                        "`times` is 2 or more and at most `among`, which is at most %d".formatted(KEPT_MAX));
            }
        }

        @Override
        public String word() {
            return "loop";
        }
    }

    /// Something that should not happen, `times` within a while.
    record Count(Event of, int times, Duration within) implements Watch {
        public Count {
            checkTimes(times, within);
        }

        @Override
        public String word() {
            return of.word;
        }
    }

    enum Event {
        LABEL_BREACH("label-breach"),
        DECOY_TOUCHED("decoy-touched");

        private final String word;

        Event(String word) {
            this.word = word;
        }
    }

    /// Calls that may change something, `times` within a while, outside of working hours.
    ///
    /// @param days on which somebody works
    record OutsideHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, int times, Duration within)
            implements Watch {
        public OutsideHours {
            days = Set.copyOf(days);
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("`from` is before `to`");
            }
            checkTimes(times, within);
        }

        /// Of two clock times of the night when clocks go back, both count.
        public boolean outside(Instant time) {
            ZonedDateTime there = time.atZone(zone);
            LocalTime clock = there.toLocalTime();
            return !days.contains(there.getDayOfWeek()) || clock.isBefore(from) || !clock.isBefore(to);
        }

        @Override
        public String word() {
            return "outside-hours";
        }
    }

    /// So many different assets named by calls within a while, allowed or not.
    record FanOut(int distinct, Duration within) implements Watch {
        public FanOut {
            checkTimes(distinct, within);
        }

        @Override
        public String word() {
            return "fan-out";
        }
    }

    /// A program that Levee launched runs, and for so long nothing of it came to the gateway.
    record Silence(Duration longest) implements Watch {
        public Silence {
            if (longest.compareTo(Duration.ofSeconds(5)) < 0 || longest.compareTo(WITHIN_MAX) > 0) {
                throw new IllegalArgumentException("`silence` is between 5 seconds and 31 days");
            }
        }

        @Override
        public String word() {
            return "heartbeat-lost";
        }
    }

    private static void checkOneIn(long oneIn) {
        if (oneIn < 100 || oneIn > 1_000_000_000_000L) {
            throw new IllegalArgumentException("`oneIn` is between 100 and 1000000000000");
        }
    }

    private static void checkTimes(int times, Duration within) {
        if (times < 1 || times > KEPT_MAX) {
            throw new IllegalArgumentException("it is counted from 1 to %d".formatted(KEPT_MAX));
        }
        if (within.isNegative() || within.isZero() || within.compareTo(WITHIN_MAX) > 0) {
            throw new IllegalArgumentException("`within` is between one second and 31 days");
        }
    }
}
