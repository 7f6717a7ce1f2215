package io.levee.steps;

import java.util.function.Supplier;

enum UnwatchedJourney implements Journeys.Journey {
    UNWATCHED;

    @Override
    public <T> T within(Supplier<T> work) {
        return work.get();
    }

    @Override
    public Runnable take(Step step) {
        return () -> {};
    }

    @Override
    public void about(String name, String id) {}

    @Override
    public void close() {}
}
