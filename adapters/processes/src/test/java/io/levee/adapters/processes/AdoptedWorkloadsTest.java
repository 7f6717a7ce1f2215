package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.consent.OpenStops;
import io.levee.consent.RunningWorkloads;
import io.levee.consent.Runs;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Confined programs by their workloads: launched by one replica, stopped and told by another.
class AdoptedWorkloadsTest {
    private static final Chain CHAIN = Chain.of(ActorId.person("ana"), ActorId.agent("writer"));
    private static final SessionId SESSION = new SessionId("s-1");
    private static final WorkloadId JOB = new WorkloadId(Programs.ID.value());
    private static final Origin FIRST = new Origin("acme", "replica-1");
    private static final Origin SECOND = new Origin("acme", "replica-2");

    private final MemoryLedger firstLedger = new MemoryLedger(FIRST, FakeClock.start());
    private final MemoryLedger secondLedger = new MemoryLedger(SECOND, FakeClock.start());
    private final OpenStops stops = new OpenStops();
    private final Runs runs = new Runs(Nobody::new, _ -> Set.of());
    private final RunningWorkloads running = new RunningWorkloads(runs);

    @TempDir
    private Path folder;

    private Programs programs;

    @BeforeEach
    void prepare() throws IOException {
        programs = Programs.in(folder);
        for (MemoryLedger ledger : Set.of(firstLedger, secondLedger)) { // each replica learns what all wrote
            ledger.follow(Set.of(Fact.Family.STOP), stops);
            ledger.follow(Set.of(Fact.Family.WORKLOAD), running);
        }
    }

    @AfterEach
    void endEverything() {
        programs.close();
    }

    @Test
    void aProgramThatEndsIsToldAndWhatItLeftIsEnded() throws IOException {
        ProcessWorkloads workloads = on(programs.confined(), firstLedger);
        begin(workloads, "(setsid sleep 600 &) ; echo done; exit 4");
        programs.awaitEnd();
        workloads.tend();

        assertThat(programs.marked()).isEmpty();
        assertThat(workloads.look(JOB)).isEqualTo(new Look.Exited(4, Optional.empty()));
        assertThat(firstLedger.facts(WorkloadFact.Ended.class))
                .containsExactly(new WorkloadFact.Ended(JOB, WorkloadFact.Ending.EXITED));
        workloads.forget(JOB);
        assertThat(workloads.logs(JOB).files()).isEmpty();
    }

    @Test
    void aStopEndsItAndKeepsWhatItPrinted() throws Exception {
        ProcessWorkloads workloads = on(programs.confined(), firstLedger);
        begin(workloads, "echo begun; trap '' TERM; setsid sleep 600 & while :; do sleep 1; done");
        Agents.until(() -> programs.log().equals("begun\n"));

        assertStops(workloads, firstLedger);
        assertThat(workloads.look(JOB)).isEqualTo(new Look.Gone(true));
        assertThat(programs.log()).isEqualTo("begun\n");
    }

    @Test
    void nothingBeginsWhileAStopIsInForce() {
        firstLedger.write(order());
        ProcessWorkloads workloads = on(programs.confined(), firstLedger);

        assertThat(workloads.launch(JOB, CHAIN, SESSION, Optional.empty(), programs.shell("echo ran")))
                .isInstanceOf(ProcessWorkloads.Launch.Stopped.class);
        assertThat(workloads.look(JOB)).isEqualTo(new Look.Gone(false));
    }

    @Test
    void anAdoptedProgramIsTendedAndStoppedByWhoHasIt() throws Exception {
        ProcessWorkloads first = on(programs.confined(), firstLedger);
        begin(first, "echo begun; while :; do sleep 1; done");
        Agents.until(() -> programs.log().equals("begun\n"));
        WorkloadId lost = new WorkloadId("never-begun");
        firstLedger.write(new WorkloadFact.Launched(lost, "process-tree", CHAIN, SESSION));
        programs.trees().close();
        ProcessWorkloads second = on(programs.next("other"), secondLedger);

        assertThat(second.adopt(folder.resolve("trees"), FIRST)).containsExactly(JOB);
        assertThat(running.contains(lost)).isFalse();
        second.tend();
        first.tend(); // it woke up: what was taken is not its own
        assertThat(second.look(JOB)).isInstanceOf(Look.Running.class);
        assertThat(running.contains(JOB)).isTrue();
        assertThatThrownBy(() -> first.end(JOB)).isInstanceOf(LeveeException.class);
        assertThat(folder.resolve("other/" + JOB + ".for")).exists();

        programs.trees().close();
        ProcessWorkloads restarted = on(programs.next("other"), secondLedger);
        assertStops(restarted, secondLedger);
        assertThat(restarted.look(JOB)).isEqualTo(new Look.Gone(true));
    }

    private void assertStops(ProcessWorkloads workloads, MemoryLedger ledger) throws IOException {
        ProcessStopper stopper = new ProcessStopper(workloads, running);
        StopFact.Ordered order = order();
        Receipt at = ledger.write(order);
        assertThat(stopper.verify(order, at).holds()).as("before").isFalse();
        assertThat(stopper.stop(order, at).affected()).isEqualTo(1);
        assertThat(stopper.verify(order, at).holds()).isTrue();
        assertThat(programs.marked()).isEmpty();
        assertThat(ledger.facts(WorkloadFact.Ended.class))
                .contains(new WorkloadFact.Ended(JOB, WorkloadFact.Ending.STOPPED));
    }

    private void begin(ProcessWorkloads workloads, String script) {
        assertThat(workloads.launch(JOB, CHAIN, SESSION, Optional.empty(), programs.shell(script)))
                .isEqualTo(new ProcessWorkloads.Launch.Begun(JOB));
    }

    private ProcessWorkloads on(ConfinedTrees confined, MemoryLedger ledger) {
        return new ProcessWorkloads(confined, ledger, running, stops, runs, () -> new WorkloadId("unnamed"));
    }

    private static StopFact.Ordered order() {
        return new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Agent(ActorId.agent("writer")),
                Set.of(Layer.RUNTIME),
                ActorId.person("cy"),
                "a test");
    }

    private record Nobody() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
