package io.levee.adapters.cel;

/// Counts what one evaluation does, and ends it when that is too much. Steps are counted, not
/// time, so that the same condition on the same change gets the same answer on every machine.
/// One thread.
final class Meter {
    /// Looks at a tree, elements gone through, and every fourth character that a regular
    /// expression reads.
    static final int STEPS_MAX = 2_000_000;

    private static final ThreadLocal<Meter> CURRENT = ThreadLocal.withInitial(Meter::new);

    private long steps;

    /// The evaluation ends here.
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exceeded() {
            super("more than %d steps".formatted(STEPS_MAX), null, false, false);
        }
    }

    /// That of this thread, from nothing.
    static Meter begin() {
        Meter meter = CURRENT.get();
        meter.steps = 0;
        return meter;
    }

    static void charge(long steps) {
        Meter meter = CURRENT.get();
        meter.steps += steps;
        if (meter.exceeded()) {
            throw new Exceeded();
        }
    }

    /// Stays true: CEL takes an error back where the other side of an `||` decides.
    boolean exceeded() {
        return steps > STEPS_MAX;
    }
}
