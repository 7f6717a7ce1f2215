package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.levee.rooms.gateway.CallLimits;
import io.levee.steps.Journeys;
import io.levee.steps.Step;
import io.levee.steps.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JourneyTest {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ThreadLocal<String> journey = ThreadLocal.withInitial(() -> "astray");

    @Test
    void aCallTakesEachOfTheSevenStepsOnTheJourneyThatItsCallerBegan() throws Exception {
        try (Door door = new Door(ProxyLimits.DEFAULT, CallLimits.DEFAULT, new Watched(), Begun::new)) {
            String header = "traceparent: " + TRACEPARENT + "\r\n";
            RawClient.exchange(door.port(), Door.request("POST", "/warehouse/rows", header + "Content-Length: 0\r\n"));
            await().until(() -> seen.contains("closed"));
        }
        assertThat(seen)
                .containsExactly(
                        "IDENTITY on " + TRACEPARENT,
                        "TOUCHED on " + TRACEPARENT,
                        "CONSENT on " + TRACEPARENT,
                        "RULES on " + TRACEPARENT,
                        "FACT on " + TRACEPARENT,
                        "EFFECT on " + TRACEPARENT,
                        "EFFECT ended",
                        "SCORE on " + TRACEPARENT,
                        "about the decision",
                        "closed");
    }

    @Test
    void whatIsTakenUpOnAnotherThreadStaysOnIt() throws Exception {
        try (Door door = new Door(ProxyLimits.DEFAULT, CallLimits.DEFAULT, new Watched(), Begun::new)) {
            door.ledger.hold();
            Thread caller = Thread.startVirtualThread(() -> send(door));
            await().until(() -> seen.stream().anyMatch(step -> step.startsWith("FACT")));
            door.ledger.release();
            await().until(() -> seen.stream().anyMatch(step -> step.startsWith("EFFECT")));
            caller.join();
        }
        assertThat(seen).noneMatch(step -> step.endsWith("astray"));
    }

    private static void send(Door door) {
        try {
            RawClient.exchange(door.port(), Door.request("POST", "/warehouse/rows", "Content-Length: 0\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Watched implements Steps {
        @Override
        public <T> T take(Step step, Supplier<T> work) {
            seen.add(step + " on " + journey.get());
            return work.get();
        }
    }

    private final class Begun implements Journeys.Journey {
        private final String name;

        Begun(String traceparent) {
            this.name = traceparent.isEmpty() ? "its own" : traceparent;
        }

        @Override
        public <T> T within(Supplier<T> work) {
            journey.set(name);
            try {
                return work.get();
            } finally {
                journey.remove();
            }
        }

        @Override
        public Runnable take(Step step) {
            seen.add(step + " on " + name);
            return () -> seen.add(step + " ended");
        }

        @Override
        public void about(String name, String id) {
            seen.add("about the decision");
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }
}
