package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.OpenStops;
import io.levee.consent.RunningWorkloads;
import io.levee.consent.Runs;
import io.levee.facts.Fact;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many confined programs at once, each looked at and tended every second. `-Dlevee.programs=1000
/// -Dlevee.programs.seconds=60` measures; what it prints is for ADR 0135.
class ManyProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("levee.programs", 20);
    private static final int SECONDS = Integer.getInteger("levee.programs.seconds", 2);

    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final OpenStops stops = new OpenStops();
    private final Runs runs = new Runs(Nobody::new, _ -> Set.of());
    private final RunningWorkloads running = new RunningWorkloads(runs);

    @TempDir
    private Path folder;

    private Programs programs;

    @BeforeEach
    void prepare() throws IOException {
        programs = Programs.in(folder);
        ledger.follow(Set.of(Fact.Family.WORKLOAD), running);
    }

    @AfterEach
    void endEverything() {
        programs.close();
    }

    @Test
    void allAreLookedAtAndNoneIsLost() throws IOException {
        ProcessWorkloads workloads = new ProcessWorkloads(
                programs.confined(), ledger, running, stops, runs, () -> new WorkloadId("unnamed"));
        List<WorkloadId> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int number = 0; number < PROGRAMS; number++) {
            WorkloadId workload = new WorkloadId(Programs.ID + "-" + number);
            var _ = workloads.launch(
                    workload,
                    Chain.of(ActorId.person("ana"), ActorId.agent("writer")),
                    new SessionId("s-" + number),
                    Optional.empty(),
                    programs.program("/bin/sleep", "3600"));
            all.add(workload);
        }
        tell("launch, ms each", millis(began) / PROGRAMS);

        long cpu = processorNanos();
        began = System.nanoTime();
        long looking = 0;
        for (int second = 0; second < SECONDS; second++) {
            long round = System.nanoTime();
            for (WorkloadId workload : all) {
                assertThat(workloads.look(workload)).isInstanceOf(Look.Running.class);
            }
            workloads.tend();
            looking += System.nanoTime() - round;
            Ending.pause(Duration.ofNanos(Math.max(0, round + 1_000_000_000 - System.nanoTime())));
        }
        tell("processors, percent of one", 100.0 * (processorNanos() - cpu) / (System.nanoTime() - began));
        tell("looking and tending, ms each round", looking / 1e6 / SECONDS);
        tell("resident MiB", residentKib() / 1024.0);

        began = System.nanoTime();
        SideBySide.end(all, workloads::end);
        tell("end of all, ms", millis(began));
        assertThat(all)
                .allSatisfy(workload -> assertThat(workloads.look(workload)).isEqualTo(new Look.Gone(true)));
        assertThat(ledger.facts(WorkloadFact.Ended.class)).hasSize(PROGRAMS);
        assertThat(programs.marked()).isEmpty();
        began = System.nanoTime();
        all.forEach(workloads::forget);
        tell("forget, ms each", millis(began) / PROGRAMS);
        assertThat(folder.resolve("trees/jobs")).isEmptyDirectory();
    }

    private static double millis(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static void tell(String what, double value) {
        System.getLogger(ManyProgramsTest.class.getName())
                .log(System.Logger.Level.INFO, "figures: {0} programs, {1}: {2}", PROGRAMS, what, value);
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
