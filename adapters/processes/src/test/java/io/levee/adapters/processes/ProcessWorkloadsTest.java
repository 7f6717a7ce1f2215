package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs of an agent that will not end by themselves.
final class ProcessWorkloadsTest {
    private static final ActorId WRITER = ActorId.agent("writer");
    private static final Chain CHAIN = Chain.of(ActorId.person("ana"), WRITER);
    private static final SessionId SESSION = new SessionId("s-1");
    /// Ignores being asked, and has a grandchild in a session of its own that does too.
    private static final String STUBBORN = """
            trap '' TERM INT HUP
            setsid sh -c 'trap "" TERM INT HUP; while :; do echo grandchild >> marks; sleep 0.01; done' &
            while :; do echo child >> marks; sleep 0.01; done
            """;

    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final OpenStops stops = new OpenStops();
    private final RunningWorkloads running = new RunningWorkloads(runs(Nobody::new));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ProcessTrees trees;

    @SuppressWarnings("NullAway.Init")
    private ProcessWorkloads workloads;

    @SuppressWarnings("NullAway.Init")
    private ProcessStopper stopper;

    @BeforeEach
    void open() {
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        ledger.follow(Set.of(Fact.Family.WORKLOAD), running);
        restart();
    }

    @AfterEach
    void endAll() {
        trees.all().forEach(tree -> trees.end(tree.id(), Duration.ofSeconds(30)));
    }

    @Test
    void aProgramThatIgnoresEveryRequestIsEndedWhole() throws Exception {
        WorkloadId workload = begun();
        StopFact.Ordered order = order();
        Receipt at = ledger.write(order);

        assertThat(stopper.verify(order, at).holds()).as("before").isFalse();
        assertThat(stopper.stop(order, at).affected()).isEqualTo(1);
        assertThat(stopper.verify(order, at)).isEqualTo(new Stopper.Proof(true, "0 processes live, 0 programs run"));
        assertThat(Marked.processes(Set.of(workload))).isEmpty();
        long marks = Files.size(folder.resolve("marks"));
        assertThat(stopper.stop(order, at).affected()).as("again").isZero();
        assertThat(Files.size(folder.resolve("marks"))).isEqualTo(marks);
        assertThat(ledger.facts(WorkloadFact.Ended.class))
                .containsExactly(new WorkloadFact.Ended(workload, WorkloadFact.Ending.STOPPED));
    }

    @Test
    void nothingBeginsWhileAStopIsInForce() {
        StopFact.Ordered order = order();
        ledger.write(order);

        assertThat(launch()).isEqualTo(new ProcessWorkloads.Launch.Stopped(order.stop()));
        assertThat(folder.resolve("marks")).doesNotExist();
        assertThat(trees.all()).isEmpty();
        assertThat(ledger.facts(WorkloadFact.Ended.class))
                .extracting(WorkloadFact.Ended::how)
                .containsExactly(WorkloadFact.Ending.NEVER_BEGAN);
    }

    @Test
    void aStopThatComesDuringTheLaunchEndsWhatHadBegun() {
        StopFact.Ordered other = new StopFact.Ordered(
                new StopId("stop-0"), Scope.parse("agent:other"), Set.of(Layer.RUNTIME), ActorId.person("cy"), "other");
        ledger.write(other); // without any order nobody is looked up
        StopFact.Ordered order = order();
        AtomicInteger looks = new AtomicInteger();
        workloads = new ProcessWorkloads(
                trees,
                ledger,
                running,
                stops,
                runs(
                        () -> { // asked at each look at the stops: before it begins, and after
                            if (looks.incrementAndGet() == 2) {
                                ledger.write(order);
                            }
                            return new Nobody();
                        }),
                ProcessWorkloadsTest::fresh);

        assertThat(launch()).isEqualTo(new ProcessWorkloads.Launch.Stopped(order.stop()));
        assertThat(trees.all()).isEmpty();
        assertThat(ledger.facts(WorkloadFact.Ended.class))
                .extracting(WorkloadFact.Ended::how)
                .containsExactly(WorkloadFact.Ending.STOPPED);
    }

    @Test
    void whoeverStopsWaitsForALaunchThatMayStillBegin() {
        ledger.write(new StopFact.Ordered(
                new StopId("stop-0"),
                Scope.parse("agent:other"),
                Set.of(Layer.RUNTIME),
                ActorId.person("cy"),
                "other"));
        StopFact.Ordered order = order();
        AtomicInteger looks = new AtomicInteger();
        AtomicReference<CompletableFuture<Stopper.Done>> stopping = new AtomicReference<>();
        workloads = new ProcessWorkloads(
                trees,
                ledger,
                running,
                stops,
                runs(() -> {
                    if (looks.incrementAndGet() == 2) { // it has begun, and its launch is not over
                        Receipt at = ledger.write(order);
                        stopping.set(CompletableFuture.supplyAsync(() -> new ProcessesHere(workloads).stop(order, at)));
                        await().until(() -> trees.all().isEmpty());
                        assertThatThrownBy(() -> stopping.get().get(200, TimeUnit.MILLISECONDS))
                                .isInstanceOf(TimeoutException.class);
                    }
                    return new Nobody();
                }),
                ProcessWorkloadsTest::fresh);

        assertThat(launch()).isEqualTo(new ProcessWorkloads.Launch.Stopped(order.stop()));

        assertThat(stopping.get()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(trees.all()).isEmpty();
    }

    @Test
    void withoutALeveeThePersonAtTheMachineEndsWhatIsOfTheScope() throws Exception {
        WorkloadId workload = begun(); // and then Levee was killed
        Path folder = this.folder.resolve("trees");

        assertThat(OrphanedPrograms.end(folder, new Scope.Agent(ActorId.agent("reader"))))
                .isEqualTo(new OrphanedPrograms.Outcome(0, 0));
        assertThat(Marked.processes(Set.of(workload))).isNotEmpty();
        assertThat(OrphanedPrograms.end(folder, new Scope.Person(ActorId.person("ana"))))
                .isEqualTo(new OrphanedPrograms.Outcome(1, 0));
        assertThat(Marked.processes(Set.of(workload))).isEmpty();
    }

    @Test
    void whatNoNoteRulesOutIsEnded() throws Exception {
        WorkloadId workload = begun();
        Files.delete(folder.resolve("trees").resolve(workload + ".for"));

        assertThat(OrphanedPrograms.end(folder.resolve("trees"), new Scope.Agent(ActorId.agent("reader"))))
                .isEqualTo(new OrphanedPrograms.Outcome(1, 0));
    }

    @Test
    void aRehearsalLeavesNothingBehind() {
        assertThat(stopper.rehearse())
                .hasValueSatisfying(proof -> assertThat(proof.holds()).isTrue());
        assertThat(trees.all()).isEmpty();
        assertThat(ledger.facts(WorkloadFact.Launched.class)).isEmpty();
    }

    @Test
    void whatEndsByItselfIsRecorded() {
        ProcessWorkloads.Launch launch = launch("exit 3");
        WorkloadId workload = ((ProcessWorkloads.Launch.Begun) launch).workload();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            workloads.tend();
            return !running.contains(workload);
        });
        assertThat(ledger.facts(WorkloadFact.Ended.class))
                .containsExactly(new WorkloadFact.Ended(workload, WorkloadFact.Ending.EXITED));
    }

    @Test
    void whatACrashLeftIsEndedByTheNextProcess() throws Exception {
        WorkloadId workload = begun();
        ledger.write(order()); // and then it was killed
        restart();
        workloads.tend();

        assertThat(running.contains(workload)).isFalse();
        assertThat(Marked.processes(Set.of(workload))).isEmpty();
    }

    @Test
    void oneThatCannotBeLookedAtKeepsNoOtherAlive() throws Exception {
        WorkloadId broken = begun();
        WorkloadId other = ((ProcessWorkloads.Launch.Begun) launch()).workload();
        Path record = folder.resolve("trees").resolve(broken + ".tree");
        String good = Files.readString(record);
        Files.writeString(record, "no record");
        StopFact.Ordered order = order();
        Receipt at = ledger.write(order);
        try {
            assertThatThrownBy(() -> stopper.stop(order, at)).hasMessageContaining("1 of 2 programs may live on");
            assertThat(Marked.processes(Set.of(other))).isEmpty();
            assertThatThrownBy(() -> stopper.verify(order, at)).isInstanceOf(LeveeException.class);
        } finally {
            Files.writeString(record, good);
        }
        workloads.tend();
        assertThat(stopper.verify(order, at).holds()).isTrue();
        assertThat(Marked.processes(Set.of(broken))).isEmpty();
    }

    @Test
    void anotherAgentsProgramRunsOn() throws Exception {
        WorkloadId workload = begun();
        StopFact.Ordered other = new StopFact.Ordered(
                new StopId("stop-2"),
                new Scope.Agent(ActorId.agent("reader")),
                Set.of(Layer.RUNTIME),
                ActorId.person("cy"),
                "another");
        Receipt at = ledger.write(other);

        assertThat(stopper.stop(other, at).affected()).isZero();
        assertThat(stopper.verify(other, at).holds()).isTrue();
        assertThat(running.contains(workload)).isTrue();
        assertThat(Marked.processes(Set.of(workload))).isNotEmpty();
    }

    @Test
    void aJobIsEndedAloneAndItsSessionGoesOn() throws Exception {
        WorkloadId one = begun();
        WorkloadId other = ((ProcessWorkloads.Launch.Begun) launch()).workload();
        StopFact.Ordered order = order("job:" + one, Layer.RUNTIME);
        Receipt at = ledger.write(order);

        assertThat(stopper.stop(order, at).affected()).isEqualTo(1);
        assertThat(stopper.verify(order, at).holds()).isTrue();
        workloads.tend();
        assertThat(Marked.processes(Set.of(one))).isEmpty();
        assertThat(running.contains(other)).isTrue();
        assertThat(launch()).isInstanceOf(ProcessWorkloads.Launch.Begun.class);
    }

    @Test
    void whatWasLaunchedInASessionThatWasStartedFromAStoppedOneEnds() {
        WorkloadId workload = ((ProcessWorkloads.Launch.Begun) workloads.launch(
                        Chain.of(ActorId.person("ana"), WRITER, ActorId.agent("chart")),
                        SESSION,
                        Optional.of(new SessionId("s-0")),
                        program(STUBBORN)))
                .workload();
        StopFact.Ordered order = order("session:s-0", Layer.RUNTIME);
        Receipt at = ledger.write(order);
        assertThat(stopper.stop(order, at).affected()).isEqualTo(1);
        assertThat(running.contains(workload)).isFalse();
    }

    @Test
    void anOrderThatIsNotAboutProgramsEndsNone() throws Exception {
        WorkloadId workload = begun();
        ledger.write(order("agent:writer", Layer.GATEWAY));
        workloads.tend();
        assertThat(running.contains(workload)).isTrue();
        assertThat(launch()).isInstanceOf(ProcessWorkloads.Launch.Begun.class);
    }

    private static StopFact.Ordered order(String scope, Layer layer) {
        return new StopFact.Ordered(
                new StopId("stop-1"), Scope.parse(scope), Set.of(layer), ActorId.person("cy"), "a test");
    }

    private WorkloadId begun() throws IOException {
        WorkloadId workload = ((ProcessWorkloads.Launch.Begun) launch()).workload();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> Files.readString(folder.resolve("marks")).contains("grandchild"));
        return workload;
    }

    private ProcessWorkloads.Launch launch() {
        return launch(STUBBORN);
    }

    private ProcessWorkloads.Launch launch(String script) {
        return workloads.launch(CHAIN, SESSION, program(script));
    }

    private ProcessWorkloads.Program program(String script) {
        return new ProcessWorkloads.Program(
                List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), folder, folder.resolve("output"));
    }

    private static Runs runs(Supplier<Directory> directory) {
        return new Runs(directory, _ -> Set.of());
    }

    private void restart() {
        trees = ProcessTrees.open(folder.resolve("trees"));
        workloads = new ProcessWorkloads(trees, ledger, running, stops, runs(Nobody::new), ProcessWorkloadsTest::fresh);
        stopper = new ProcessStopper(workloads, running);
    }

    private static WorkloadId fresh() {
        return new WorkloadId("run-" + UUID.randomUUID());
    }

    private static StopFact.Ordered order() {
        return new StopFact.Ordered(
                new StopId("stop-1"), new Scope.Agent(WRITER), Set.of(Layer.RUNTIME), ActorId.person("cy"), "a test");
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
