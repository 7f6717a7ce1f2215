package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// I3 with the real door: many histories in which calls and one stop are interleaved step by step, in an
/// order that a seed decides. Threads take turns, so a seed replays exactly.
class StopReachesEveryCallSimulationTest {
    private static final int HISTORIES = 2_000;

    @Test
    void noByteMovesAfterAStopTookEffect() {
        long first = Long.getLong("levee.seed", 0);
        long last = Long.getLong("levee.seed", HISTORIES - 1L);
        int cutOpen = 0;
        int refused = 0;
        for (long seed = first; seed <= last; seed++) {
            History history = new History(seed);
            try {
                history.play();
                history.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed %d (replay it with -Dlevee.seed=%d): %s".formatted(seed, seed, e), e);
            }
            cutOpen += history.cut;
            refused += history.refused;
        }
        if (first != last) {
            assertThat(cutOpen).as("histories in which the stop met open calls").isPositive();
            assertThat(refused).as("histories in which a call met the stop").isPositive();
        }
    }

    private static final class History {
        private final Turns turns;
        private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
        private final Rooms rooms;
        private final List<String> moved = new ArrayList<>();
        private boolean effective;
        private int cut;
        private int refused;

        History(long seed) {
            this.turns = new Turns(new Random(seed));
            this.rooms = new Rooms(ledger, turns::pause);
            rooms.follow(ledger);
        }

        void play() {
            for (int i = 0; i < 3; i++) {
                String name = "call-" + i;
                boolean changes = i == 1;
                turns.add(() -> call(name, changes));
            }
            turns.add(this::stop);
            turns.run();
        }

        void check() {
            assertThat(moved).as("bytes that moved after the stop took effect").isEmpty();
            assertThat(rooms.inFlight.count()).isZero();
            long allowed = ledger.facts(CallFact.Decided.class).stream()
                    .filter(CallFact.Decided::allowed)
                    .count();
            assertThat(ledger.facts(CallFact.Finished.class)).hasSize((int) allowed);
        }

        private void call(String name, boolean changes) {
            CallRequest request = CallRequest.of(changes ? "POST" : "GET", "/warehouse/rows", "ana");
            CompletableFuture<CallDecision> deciding = rooms.calls.decide(request);
            turns.pause();
            switch (deciding.join()) {
                case CallDecision.Deny _ -> refused++;
                case CallDecision.Allow allow -> forward(name, allow.call());
            }
        }

        private void forward(String name, OpenCall call) {
            boolean open = call.attach(() -> {});
            turns.pause();
            for (int chunk = 0; open && chunk < 3 && call.begin(); chunk++) {
                turns.pause(); // a slow write: the cut has to wait for it
                if (effective) {
                    moved.add(name);
                }
                call.end();
                turns.pause();
            }
            call.finish(CallFact.Ending.COMPLETED, 200, 0, 0);
        }

        private void stop() {
            turns.pause();
            StopFact.Ordered order = new StopFact.Ordered(
                    new StopId("stop-1"),
                    new Scope.Everything(),
                    Set.of(Layer.GATEWAY),
                    ActorId.person("omar"),
                    "simulation");
            ledger.write(order);
            turns.pause();
            // What `Calls.cut` does, except that it waits by taking turns.
            List<OpenCall> open = rooms.inFlight.cut(_ -> true, new OpenCall.Cut.Stopped(order.stop()));
            cut += open.size();
            while (!open.stream().allMatch(call -> call.lastByte().isDone())) {
                turns.pause();
            }
            effective = true;
        }
    }
}
