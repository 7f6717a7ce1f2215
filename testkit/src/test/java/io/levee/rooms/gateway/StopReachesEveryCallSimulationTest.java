package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.Runs;
import io.levee.facts.CallFact;
import io.levee.facts.LabelFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// I3 with the real door: many histories in which calls and one stop are interleaved step by step, in an
/// order that a seed decides. Threads take turns, so a seed replays exactly.
class StopReachesEveryCallSimulationTest {
    private static final int HISTORIES = 2_000;

    /// What is ordered, and which of the three calls it covers: a read, a change, and a read of payroll data.
    private record Ordered(String scope, boolean freeze, Set<String> covered) {
        private static final Set<String> ALL = Set.of("read", "change", "payroll");
        /// Covers all, from when the session carries it.
        private static final Ordered LABEL = new Ordered("label:payroll", false, ALL);

        private static final List<Ordered> EACH = List.of(
                new Ordered("everything", false, ALL),
                new Ordered("agent:report-writer", false, ALL),
                new Ordered("agent:somebody-else", false, Set.of()),
                new Ordered("session:s1", false, ALL),
                new Ordered("operation:warehouse/readRows", false, Set.of("read")),
                new Ordered("operation:warehouse/writeRows", false, Set.of("change")),
                new Ordered("everything", true, Set.of("change")),
                new Ordered("operation:warehouse/readRows", true, Set.of()),
                LABEL);

        StopFact.Ordered order() {
            return new StopFact.Ordered(
                    new StopId("stop-1"),
                    Scope.parse(scope),
                    Set.of(Layer.GATEWAY),
                    ActorId.person("omar"),
                    "simulation",
                    freeze,
                    Optional.empty(),
                    Set.of());
        }
    }

    @Test
    void noByteMovesAfterAStopTookEffect() {
        Map<Ordered, int[]> met = new HashMap<>();
        Simulation.play(HISTORIES, simulation -> {
            RandomGenerator random = simulation.random();
            Ordered ordered = Ordered.EACH.get(random.nextInt(Ordered.EACH.size()));
            History history = new History(ordered, random);
            history.play();
            history.check();
            int[] counts = met.computeIfAbsent(ordered, _ -> new int[2]);
            counts[0] += history.cut;
            counts[1] += history.refused;
        });
        if (HISTORIES > 1 && Long.getLong("levee.seed") == null) {
            met.forEach((ordered, counts) -> {
                boolean meets = !ordered.covered.isEmpty();
                assertThat(counts[0] > 0).as("%s met open calls", ordered).isEqualTo(meets);
                assertThat(counts[1] > 0).as("calls met %s", ordered).isEqualTo(meets);
            });
        }
    }

    private static final class History {
        private final Ordered ordered;
        private final Turns turns;
        private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
        private final Rooms rooms;
        private final List<String> moved = new ArrayList<>();
        private boolean effective;
        private int cut;
        private int refused;

        History(Ordered ordered, RandomGenerator random) {
            this.ordered = ordered;
            this.turns = new Turns(random);
            this.rooms = new Rooms(ledger, turns::pause);
            rooms.follow(ledger);
        }

        void play() {
            turns.add(() -> call("read", CallRequest.of("GET", "/warehouse/rows", "ana")));
            turns.add(() -> call("change", CallRequest.of("POST", "/warehouse/rows", "ana")));
            turns.add(() -> call("payroll", CallRequest.of("GET", "/warehouse/payroll", "ana")));
            turns.add(this::stop);
            turns.run();
        }

        void check() {
            assertThat(moved)
                    .as("bytes that moved after %s took effect", ordered)
                    .isEmpty();
            assertThat(rooms.inFlight.count()).isZero();
            long allowed = ledger.facts(CallFact.Decided.class).stream()
                    .filter(CallFact.Decided::allowed)
                    .count();
            assertThat(ledger.facts(CallFact.Finished.class)).hasSize((int) allowed);
        }

        private boolean covered(String name) {
            boolean carries = !ledger.facts(LabelFact.Raised.class).isEmpty();
            return ordered.covered.contains(name) && (!ordered.equals(Ordered.LABEL) || carries);
        }

        private void call(String name, CallRequest request) {
            // Not a turn before it is decided: what waits for a label takes the turns of this call.
            switch (rooms.calls.decide(request).join()) {
                case CallDecision.Deny deny -> denied(name, deny);
                case CallDecision.Allow allow -> forward(name, allow.call());
            }
        }

        private void denied(String name, CallDecision.Deny deny) {
            if (deny.refusal() == GatewayRefusal.LABEL_NOT_CLEARED) {
                return; // I11's, another test's
            }
            refused++;
            assertThat(deny.refusal()).isEqualTo(ordered.freeze ? GatewayRefusal.SCOPE_FROZEN : GatewayRefusal.STOPPED);
            assertThat(covered(name)).as("%s was refused for %s", name, ordered).isTrue();
        }

        private void forward(String name, OpenCall call) {
            boolean open = call.attach(() -> {});
            turns.pause();
            for (int chunk = 0; open && chunk < 3 && call.begin(); chunk++) {
                boolean late = effective && covered(name);
                turns.pause(); // a slow write: the cut has to wait for it
                // A label comes when it comes: what moves already may end.
                if (ordered.equals(Ordered.LABEL) ? late : effective && covered(name)) {
                    moved.add(name);
                }
                call.end();
                turns.pause();
            }
            call.cutBecause()
                    .filter(why -> why != GatewayRefusal.LABEL_NOT_CLEARED)
                    .ifPresent(_ -> assertThat(covered(name))
                            .as("%s was cut for %s", name, ordered)
                            .isTrue());
            call.finish(CallFact.Ending.COMPLETED, 200, 0, 0);
        }

        private void stop() {
            turns.pause();
            StopFact.Ordered order = ordered.order();
            assertThat(rooms.calls.live(order)).as("before it is in force").isEmpty();
            ledger.write(order);
            turns.pause();
            // What `Calls.cut` does, except that it waits by taking turns.
            Runs runs =
                    new Runs(() -> rooms, session -> rooms.labels.of(session).keySet());
            List<OpenCall> open = rooms.inFlight.cut(call -> order.covers(call.run(runs)), OpenCall.Cut.by(order));
            cut += open.size();
            List<OpenCall> moving = rooms.inFlight.all().stream()
                    .filter(call -> call.isCut() && order.covers(call.run(runs)))
                    .toList();
            while (!moving.stream().allMatch(call -> call.lastByte().isDone())) {
                turns.pause();
            }
            effective = true;
            for (int i = 0; i < 3; i++) { // calls that are only being decided do not count
                int live = rooms.calls.live(order).orElseThrow();
                if (!ordered.equals(Ordered.LABEL)) { // what moves already may end, see above
                    assertThat(live).as("what the probe sees go on").isZero();
                }
                turns.pause();
            }
        }
    }
}
