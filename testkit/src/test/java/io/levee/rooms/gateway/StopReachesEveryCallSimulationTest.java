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
import io.levee.testkit.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// I3 with the real door: many histories in which calls and one stop are interleaved step by step, in an
/// order that a seed decides. Threads take turns, so a seed replays exactly.
class StopReachesEveryCallSimulationTest {
    private static final int HISTORIES = 2_000;

    @Test
    void noByteMovesAfterAStopTookEffect() {
        List<History> histories = new ArrayList<>();
        Simulation.play(HISTORIES, simulation -> {
            History history = new History(simulation.random());
            history.play();
            history.check();
            histories.add(history);
        });
        if (histories.size() > 1) {
            assertThat(histories.stream().mapToInt(history -> history.cut))
                    .as("histories in which the stop met open calls")
                    .anyMatch(count -> count > 0);
            assertThat(histories.stream().mapToInt(history -> history.refused))
                    .as("histories in which a call met the stop")
                    .anyMatch(count -> count > 0);
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

        History(RandomGenerator random) {
            this.turns = new Turns(random);
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
            assertThat(rooms.calls.live(order)).as("before it is in force").isEmpty();
            ledger.write(order);
            turns.pause();
            // What `Calls.cut` does, except that it waits by taking turns.
            List<OpenCall> open = rooms.inFlight.cut(_ -> true, new OpenCall.Cut.Stopped(order.stop()));
            cut += open.size();
            while (!open.stream().allMatch(call -> call.lastByte().isDone())) {
                turns.pause();
            }
            effective = true;
            for (int i = 0; i < 3; i++) { // calls that are only being decided do not count
                assertThat(rooms.calls.live(order))
                        .as("what the probe sees go on")
                        .hasValue(0);
                turns.pause();
            }
        }
    }
}
