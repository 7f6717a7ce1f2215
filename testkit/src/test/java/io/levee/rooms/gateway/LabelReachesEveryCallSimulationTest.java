package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// INVARIANT I11 under every interleaving that the seeds find: once a session may read payroll, no byte of any of its
/// calls moves to where payroll may not go, neither of calls that come later nor of uploads that began before.
class LabelReachesEveryCallSimulationTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 2_000);

    @Test
    void afterTheReadNothingMovesToWhatIsNotCleared() {
        List<History> histories = new ArrayList<>();
        Simulation.play(HISTORIES, simulation -> {
            History history = new History(simulation.random());
            history.play();
            history.check();
            histories.add(history);
        });
        if (histories.size() > 1) {
            assertThat(histories.stream().mapToInt(history -> history.cut))
                    .as("histories in which the label met open uploads")
                    .anyMatch(count -> count > 0);
            assertThat(histories.stream().mapToInt(history -> history.refused))
                    .as("histories in which an upload met the label")
                    .anyMatch(count -> count > 0);
            assertThat(histories.stream().mapToInt(history -> history.before))
                    .as("bytes that moved before the read")
                    .anyMatch(count -> count > 0);
        }
    }

    private static final class History {
        private final Turns turns;
        private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
        private final Rooms rooms;
        private final List<String> leaked = new ArrayList<>();
        private boolean reading;
        private int cut;
        private int refused;
        private int before;

        History(RandomGenerator random) {
            this.turns = new Turns(random);
            this.rooms = new Rooms(ledger, turns::pause);
            rooms.follow(ledger);
        }

        void play() {
            for (int i = 0; i < 3; i++) {
                String name = "upload-" + i;
                turns.add(() -> upload(name));
            }
            turns.add(this::read);
            turns.run();
        }

        void check() {
            assertThat(leaked).as("uploads that moved after the read").isEmpty();
            assertThat(rooms.inFlight.count()).isZero();
        }

        private void read() {
            CompletableFuture<CallDecision> deciding =
                    rooms.calls.decide(CallRequest.of("GET", "/warehouse/payroll", "ana"));
            var allow = (CallDecision.Allow) deciding.join();
            reading = true; // from here on the upstream may answer
            turns.pause();
            allow.call().finish(CallFact.Ending.COMPLETED, 200, 0, 10);
        }

        private void upload(String name) {
            CompletableFuture<CallDecision> deciding =
                    rooms.calls.decide(CallRequest.of("POST", "/warehouse/rows", "ana"));
            turns.pause();
            switch (deciding.join()) {
                case CallDecision.Deny _ -> refused++;
                case CallDecision.Allow allow -> forward(name, allow.call());
            }
        }

        private void forward(String name, OpenCall call) {
            boolean open = call.attach(() -> {});
            turns.pause();
            for (int chunk = 0; open && chunk < 3; chunk++) {
                boolean readBefore = reading; // the agent chooses these bytes now
                turns.pause();
                if (!call.begin()) {
                    cut++;
                    break;
                }
                if (readBefore) {
                    leaked.add(name);
                } else {
                    before++;
                }
                call.end();
                turns.pause();
            }
            call.finish(CallFact.Ending.COMPLETED, 200, 0, 0);
        }
    }
}
