package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.facts.Fact;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.organisation.JobSettings.Caps;
import io.levee.testkit.MemoryJobs;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.Simulation;
import io.levee.testkit.StillEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Replicas that are killed and paused anywhere between two steps, jobs that succeed, fail, hang and get
/// lost: every job ends, none runs twice at once, and nothing is published but whole and once.
final class JobsSimulationTest {
    private static final int HISTORIES = 400;

    @Test
    void jobsSurviveTheirSupervisors() {
        Simulation.play(HISTORIES, simulation -> new House(simulation).live());
    }

    /// kill -9.
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class House {
        private final Simulation simulation;
        private final MemoryJobs jobs;
        private final MemoryLedger ledger;
        private final Map<WorkloadId, Running> runs = new HashMap<>();
        private final Set<WorkloadId> staged = new HashSet<>();
        private final Map<JobId, List<WorkloadId>> published = new HashMap<>();
        private final Map<String, Supervision> replicas = new HashMap<>();
        /// Sessions of jobs whose person lost a right meanwhile.
        private final Set<String> withdrawn = new HashSet<>();
        private final Set<JobId> harmful = new HashSet<>();
        private final Set<String> within = new HashSet<>();
        /// Whether what runs is on this machine, or on a cluster that is looked at more rarely.
        private final boolean bound;

        private int named;
        private boolean calm;
        /// How long pauses took so far.
        private Duration paused = Duration.ZERO;

        private record Running(JobId job, Instant until, int exit, boolean ended) {}

        House(Simulation simulation) {
            this.simulation = simulation;
            this.bound = simulation.random().nextBoolean();
            this.jobs = new MemoryJobs(this::now);
            this.ledger = new MemoryLedger(new Origin("acme", "all"), this::now);
        }

        void live() {
            simulation.always("no job runs twice at once", this::once);
            simulation.always("nothing runs that was not recorded", this::recorded);
            start("r1");
            start("r2");
            int count = 1 + simulation.random().nextInt(5);
            for (int i = 0; i < count; i++) {
                Job job = job("job-" + i);
                jobs.of("r" + (1 + i % 2), "machine", "folder").add(job, "machine");
            }
            jobs.of("r1", "machine", "folder").beat();
            jobs.of("r2", "machine", "folder").beat();
            for (int tick = 1; tick < 600; tick++) {
                Duration at = Duration.ofMillis(250L * tick);
                simulation.in(at, "tick", this::tick);
            }
            if (simulation.random().nextBoolean()) {
                Duration at = Duration.ofMillis(simulation.random().nextInt(30_000));
                simulation.in(at, "a right is withdrawn", () -> withdrawn.add("s-job-0"));
            }
            if (simulation.random().nextInt(4) == 0) {
                Duration at = Duration.ofMillis(simulation.random().nextInt(20_000));
                simulation.in(at, "a job does harm", () -> harmful.add(new JobId("job-0")));
            }
            simulation.in(Duration.ofSeconds(60), "calm", () -> calm = true);
            simulation.run();
            for (Job job : jobs.all()) {
                assertThat(job.open()).as(job.id() + " is over: " + job).isFalse();
                boolean good = job.outcome().orElseThrow() == JobFact.Outcome.SUCCEEDED;
                assertThat(new HashSet<>(published.getOrDefault(job.id(), List.of())))
                        .as("what %s published", job.id())
                        .hasSize(good ? 1 : 0);
                if (job.outcome().orElseThrow() == JobFact.Outcome.QUARANTINED) {
                    assertThat(harmful).contains(job.id());
                    assertThat(job.attempts().getLast().ended()).isEqualTo("quarantined");
                }
                assertThat(closings(job.id())).as("closings of " + job.id()).isPositive();
            }
            assertThat(runs.values()).allMatch(run -> run.ended() || over(run));
            assertThat(staged).as("what is staged still").isEmpty();
        }

        private Instant now() {
            return simulation.clock().instant().plus(paused);
        }

        private void tick() {
            for (String name : List.of("r1", "r2")) {
                if (!replicas.containsKey(name) && simulation.random().nextInt(20) == 0) {
                    start(name);
                }
                tend(name);
            }
        }

        private void tend(String name) {
            Supervision supervision = replicas.get(name);
            if (supervision == null || !within.add(name)) {
                return;
            }
            try {
                supervision.tend();
            } catch (Killed e) {
                replicas.remove(name);
            } finally {
                within.remove(name);
            }
        }

        /// Where anything may happen to the replica that is at it.
        private void danger() {
            if (calm) {
                return;
            }
            int fate = simulation.random().nextInt(60);
            if (fate == 0) {
                throw new Killed();
            }
            if (fate == 1) { // paused, while the others go on
                paused = paused.plusSeconds(5);
                for (String other : List.of("r1", "r2")) {
                    tend(other);
                    tend(other);
                }
            }
        }

        private void start(String name) {
            JobStore store = new PerilousJobs(jobs.of(name, "machine", "folder"), this::permitted, this::danger);
            replicas.put(
                    name,
                    new Supervision(
                            store,
                            new Told(),
                            _ -> new Machine(),
                            () -> new WorkloadId("run-" + ++named),
                            this::diagnosis,
                            new Folders(),
                            _ -> Optional.empty(),
                            spec -> withdrawn.contains(spec.session().value())
                                    ? Optional.of("a right is gone")
                                    : Optional.empty(),
                            job -> harmful.contains(job.id())
                                    ? Optional.of(new Harm("neighbours", "it holds all connections"))
                                    : Optional.empty(),
                            this::now,
                            () -> now().toEpochMilli() * 1_000_000,
                            Runnable::run));
        }

        private Job job(String id) {
            Instant now = now();
            return Job.admitted(
                    new JobId(id),
                    new JobSpec(
                            ActorId.person("gus"),
                            List.of(ActorId.agent("pipeline-fixer")),
                            new SessionId("s-" + id),
                            new SessionId("s-of-gus"),
                            AssetId.parse("job:sales-daily-batch"),
                            new TeamId("spark"),
                            Optional.empty(),
                            "spark-batch",
                            "machine",
                            List.of("spark-submit", "job.py"),
                            List.of(),
                            "",
                            Set.of(),
                            List.of(new JobSpec.StagedOutput(
                                    AssetId.parse("table:" + id), "daily", "/srv/" + id, List.of())),
                            new Caps(4096, 1000, 100, 100),
                            now.plusSeconds(90),
                            20,
                            3,
                            Rung.ISOLATION,
                            Optional.empty()),
                    now);
        }

        private void permitted(Job after) {
            if (after.state() == JobState.PUBLISHING) {
                assertThat(withdrawn)
                        .as("published without a right")
                        .doesNotContain(after.spec().session().value());
            }
        }

        private Diagnosis diagnosis(Job job, List<LogFile> log) {
            boolean known = job.running().exit().filter(exit -> exit == 52).isPresent();
            return new Diagnosis(
                    "spark",
                    known ? "spark-driver-oom" : Diagnosis.UNKNOWN,
                    "it has too little memory",
                    known ? 0.97 : 0.1,
                    Signature.Part.JOB,
                    List.of(new Cited("log", 3, "java.lang.OutOfMemoryError")),
                    Optional.of(new Remedy(
                            Remedy.Action.RAISE_MEMORY,
                            Map.of("setting", "spark.driver.memory"),
                            Rung.ISOLATION,
                            true,
                            "the old value",
                            "")),
                    List.of(),
                    "",
                    "",
                    "spark-batch",
                    List.of());
        }

        private void once() {
            Map<JobId, Integer> live = new HashMap<>();
            runs.values().stream()
                    .filter(run -> !run.ended() && !over(run))
                    .forEach(run -> live.merge(run.job(), 1, Integer::sum));
            assertThat(live.values()).allMatch(count -> count == 1);
        }

        private void recorded() {
            Set<WorkloadId> told = new HashSet<>();
            ledger.facts(JobFact.Began.class).forEach(began -> told.add(began.workload()));
            assertThat(told).containsAll(runs.keySet());
        }

        private long closings(JobId job) {
            return ledger.facts(JobFact.Closed.class).stream()
                    .filter(closed -> closed.job().equals(job))
                    .count();
        }

        private boolean over(Running run) {
            return !now().isBefore(run.until());
        }

        private final class Told implements Ledger {
            @Override
            public Origin origin() {
                return ledger.origin();
            }

            @Override
            public CompletableFuture<Receipt> append(Fact fact) {
                danger();
                CompletableFuture<Receipt> receipt = ledger.append(fact);
                danger();
                return receipt;
            }
        }

        private final class Machine extends StillEngine {
            @Override
            public String name() {
                return "machine";
            }

            @Override
            public boolean bound() {
                return bound;
            }

            @Override
            public int startsAtOnce() {
                return bound ? 1 : Integer.MAX_VALUE;
            }

            @Override
            public Begun begin(WorkloadId run, Job job, JobSpec spec) {
                assertThat(runs).as("begun before").doesNotContainKey(run);
                assertThat(withdrawn)
                        .as("begun without a right")
                        .doesNotContain(spec.session().value());
                boolean enough = spec.command().contains("spark.driver.memory=2048m");
                int fate = simulation.random().nextInt(6);
                int exit = fate < 2 && !enough ? 52 : fate == 5 ? 1 : 0;
                long seconds = fate == 4 ? 10_000 : 1 + simulation.random().nextInt(10);
                runs.put(run, new Running(job.id(), now().plusSeconds(seconds), exit, false));
                staged.add(run);
                return new Begun.Running();
            }

            @Override
            public Look look(WorkloadId run, Job job) {
                Running known = runs.get(run);
                if (known == null || known.ended()) {
                    return new Look.Gone();
                }
                return over(known) ? new Look.Exited(known.exit(), Optional.empty()) : new Look.Running(7);
            }

            @Override
            public void end(WorkloadId run, Job job) {
                runs.computeIfPresent(
                        run, (_, known) -> new Running(known.job(), known.until(), known.exit(), !over(known)));
            }
        }

        private final class Folders implements Outputs {
            @Override
            public List<Verdict> check(Job job, Job.Attempt attempt) {
                return List.of(
                        new Verdict(job.spec().outputs().getFirst(), "staged", staged.contains(attempt.run()), ""));
            }

            @Override
            public String publish(Job of, Job.Attempt attempt, JobSpec.StagedOutput output) {
                WorkloadId run = attempt.run();
                JobId job = of.id();
                assertThat(runs.get(run)).as("run of what is published").matches(it -> it != null && it.exit() == 0);
                published.computeIfAbsent(job, _ -> new ArrayList<>()).add(run);
                danger();
                return "digest";
            }

            @Override
            public void discard(Job job, Job.Attempt attempt) {
                staged.remove(attempt.run());
            }
        }
    }
}
