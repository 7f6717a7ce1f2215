package io.levee.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One possible history, decided by a seed: events happen in the order of a fake clock, and every invariant
/// is asked after every event. A failure names its seed; `-Dlevee.seed=N` replays that one history.
/// Single-threaded.
public final class Simulation {
    /// Events of one history; a simulation that schedules itself for ever is a broken test.
    static final int EVENTS_MAX = 1_000_000;

    private final long seed;
    private final RandomGenerator random;
    private final FakeClock clock = FakeClock.start();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::time).thenComparingLong(Event::order));
    private final List<Invariant> invariants = new ArrayList<>();
    private final List<String> recent = new ArrayList<>();
    private long scheduled;

    private record Event(Instant time, long order, String what, Runnable action) {}

    private record Invariant(String sentence, Runnable check) {}

    private Simulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /// Plays the story once per seed, 0 up to `histories`.
    public static void play(int histories, Consumer<Simulation> story) {
        Long only = Long.getLong("levee.seed");
        if (only != null) {
            playOne(only, story);
            return;
        }
        for (long seed = 0; seed < histories; seed++) {
            playOne(seed, story);
        }
    }

    /// Plays the story with this seed.
    public static void playOne(long seed, Consumer<Simulation> story) {
        Simulation simulation = new Simulation(seed);
        try {
            story.accept(simulation);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "%s%nseed %d (replay it with -Dlevee.seed=%d), at %s, after: %s"
                            .formatted(e.getMessage(), seed, seed, simulation.clock.instant(), simulation.recent),
                    e);
        }
    }

    public long seed() {
        return seed;
    }

    public RandomGenerator random() {
        return random;
    }

    public FakeClock clock() {
        return clock;
    }

    /// `action` happens `delay` from now; `what` is shown where the history fails.
    public void in(Duration delay, String what, Runnable action) {
        events.add(new Event(clock.instant().plus(delay), scheduled++, what, action));
    }

    /// `check` throws where the sentence does not hold.
    public void always(String sentence, Runnable check) {
        invariants.add(new Invariant(sentence, check));
    }

    /// Lets everything happen that was scheduled, and what those events schedule.
    public void run() {
        for (int count = 0; !events.isEmpty(); count++) {
            if (count == EVENTS_MAX) {
                throw new IllegalStateException("more than %d events: the history never ends".formatted(EVENTS_MAX));
            }
            Event event = events.remove();
            clock.set(event.time());
            remember(event.what());
            event.action().run();
            checkInvariants();
        }
    }

    private void remember(String what) {
        if (recent.size() == 20) {
            recent.removeFirst();
        }
        recent.add(what);
    }

    private void checkInvariants() {
        for (Invariant invariant : invariants) {
            try {
                invariant.check().run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("broken: %s: %s".formatted(invariant.sentence(), e.getMessage()), e);
            }
        }
    }
}
