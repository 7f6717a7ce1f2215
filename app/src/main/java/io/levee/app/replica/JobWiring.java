package io.levee.app.replica;

import io.levee.adapters.http.JobRoutes;
import io.levee.adapters.http.JobTools;
import io.levee.adapters.json.RecordText;
import io.levee.adapters.oauth.Minting;
import io.levee.adapters.postgres.JobTable;
import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.app.jobs.JobFailures;
import io.levee.app.jobs.JobSkills;
import io.levee.app.jobs.JobTalk;
import io.levee.app.jobs.KeptRuns;
import io.levee.app.jobs.LogTail;
import io.levee.app.jobs.Machine;
import io.levee.app.jobs.ProcessEngine;
import io.levee.app.jobs.StagedFolders;
import io.levee.budget.Budgets;
import io.levee.catalog.Catalog;
import io.levee.facts.JobId;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.ledger.Ledger;
import io.levee.rooms.jobs.Bookings;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.JobTokens;
import io.levee.rooms.jobs.Jobs;
import io.levee.rooms.jobs.Neighbours;
import io.levee.rooms.jobs.Rights;
import io.levee.rooms.jobs.Supervision;
import io.levee.rooms.jobs.supposing.Asking;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Running jobs of agents: the door, the supervision of this replica's, and what runs them here.
record JobWiring(
        Jobs jobs,
        JobTokens tokens,
        Supervision supervision,
        JobTalk talk,
        Neighbours neighbours,
        Function<String, Optional<Engine>> engines,
        KeptRuns kept,
        ScheduledExecutorService ticks,
        ScheduledExecutorService looks)
        implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JobWiring.class.getName());
    private static final long TICK_MILLIS = 200;
    private static final long LOOK_MILLIS = 2_000;
    private static final long FORGET_SECONDS = 60;
    private static final int BODY_BYTES_MAX = 1_000_000;
    private static final int RANDOM_BYTES = 8;
    /// Of a job's token; the longest that any agent's is good for.
    private static final Duration TOKEN = Duration.ofMinutes(10);
    /// For what a model supposes of one failure.
    private static final Duration MODEL = Duration.ofSeconds(20);

    static JobWiring build(
            Configuration configuration,
            StorageWiring storage,
            Ledger ledger,
            OrganisationWiring organisation,
            IdentityWiring identity,
            OwnGateway gateway,
            Budgets budgets,
            URI api,
            Optional<ProcessWorkloads> workloads,
            InstantSource clock,
            Executor threads,
            SecureRandom random) {
        JobSkills skills = new JobSkills(
                configuration.organisation(), () -> organisation.organisation().revision());
        Optional<Engine> programs = workloads.map(of -> new ProcessEngine(
                of,
                spec -> credentials(spec, identity, gateway, api),
                () -> organisation.organisation().settings().jobs().sharedUser()));
        JobSources sources = new JobSources(
                JobSources.signals(run -> workloads.flatMap(of -> of.scratch(run))),
                () -> organisation.organisation().settings().jobs(),
                StopWiring.secrets(configuration, clock)::secret);
        Function<String, Optional<Engine>> engines =
                name -> programs.filter(engine -> engine.name().equals(name)).or(() -> sources.engine(name));
        Neighbours neighbours = new Neighbours(sources::signals, System::nanoTime);
        String machine = Machine.name(storage.ledger().origin().toString());
        RecordText<Job> text = new RecordText<>(Job.class, BODY_BYTES_MAX);
        JobTable table = new JobTable(
                storage.database(),
                new JobTable.Supervisor(
                        storage.ledger().origin().toString(),
                        machine,
                        configuration
                                .dataFolder()
                                .resolve("processes")
                                .toAbsolutePath()
                                .toString()),
                new Written(text));
        Supervision supervision = new Supervision(
                table,
                ledger,
                name -> engines.apply(name)
                        .orElseThrow(() -> new IllegalStateException("nothing here runs jobs on `%s`".formatted(name))),
                () -> new WorkloadId("run-" + named(random)),
                new JobFailures(skills, models(organisation, identity, gateway), new Asking(threads, MODEL)),
                new StagedFolders(
                        (job, run) -> engines.apply(job.spec().engine()).flatMap(it -> it.staging(run))),
                job -> stop(job, identity),
                new Rights(organisation::inForce)::objection,
                neighbours::of,
                clock,
                System::nanoTime,
                threads);
        Jobs jobs = new Jobs(
                new Jobs.Ground(
                        organisation::inForce,
                        () -> organisation.organisation().settings().jobs(),
                        skills::find,
                        engines,
                        table,
                        ledger,
                        () -> new JobId("job-" + named(random)),
                        () -> new SessionId("s-" + named(random)),
                        new Bookings(budgets),
                        machine,
                        clock),
                supervision);
        JobTokens tokens = new JobTokens(table::find, job -> stop(job, identity), spec -> token(spec, identity), clock);
        KeptRuns kept = new KeptRuns(
                max -> jobs.newest(Optional.empty(), max),
                (job, run) -> engines.apply(job.spec().engine()).ifPresent(it -> it.forget(run)));
        return new JobWiring(
                jobs,
                tokens,
                supervision,
                new JobTalk(skills, organisation::organisation, max -> jobs.newest(Optional.empty(), max), engines),
                neighbours,
                engines,
                kept,
                thread("jobs"),
                thread("signals of jobs"));
    }

    private static FailureModels models(OrganisationWiring organisation, IdentityWiring identity, OwnGateway gateway) {
        return new FailureModels(
                organisation::organisation,
                new OwnModels(identity.server().issuer(), gateway, MODEL),
                job -> identity.labels().carriedBy(job.spec().session()));
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /// From now on jobs are looked after here.
    void begin() {
        var _ = ticks.scheduleWithFixedDelay(this::tend, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        var _ = ticks.scheduleWithFixedDelay(kept::forget, FORGET_SECONDS, FORGET_SECONDS, TimeUnit.SECONDS);
        var _ = looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tend() {
        try {
            supervision.tend();
        } catch (RuntimeException e) { // the thread's root: a failure must not end the ticking
            LOG.log(System.Logger.Level.WARNING, "jobs: {0}; tried again", e.getMessage());
        }
    }

    private void look() {
        try {
            neighbours.look(supervision.running());
        } catch (RuntimeException e) { // the thread's root: a failure must not end the looking
            LOG.log(System.Logger.Level.WARNING, "signals of jobs: {0}; tried again", e.getMessage());
        }
    }

    /// What an attempt printed, where this replica can read it.
    JobRoutes.Log logs() {
        return (job, attempt) -> engines.apply(job.spec().engine())
                .map(engine -> LogTail.of(engine.log(attempt.run(), job)))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<StopId> stop(Job job, IdentityWiring identity) {
        return identity.stops()
                .covering(
                        Layer.RUNTIME,
                        () -> identity.runs()
                                .of(
                                        job.spec().chain(),
                                        job.spec().session(),
                                        Optional.of(job.spec().startedFrom())))
                .map(StopFact.Ordered::stop);
    }

    /// A token of the job's own chain for the gateway, good for minutes. A chain of several agents gets
    /// none: nobody but the exchange lengthens one.
    private static Map<String, String> credentials(JobSpec spec, IdentityWiring identity, OwnGateway gateway, URI api) {
        if (spec.agents().size() != 1 || gateway.address().isEmpty()) {
            return Map.of();
        }
        try {
            return token(spec, identity) instanceof JobTokens.Answer.Renewed minted
                    ? Map.of(
                            "LEVEE_TOKEN", minted.token(),
                            "LEVEE_GATEWAY", gateway.address().get().toString(),
                            "LEVEE_API", api.toString())
                    : Map.of();
        } catch (LeveeException e) { // without it the job can call nobody
            LOG.log(System.Logger.Level.WARNING, "a job gets no token: {0}", e.code());
            return Map.of();
        }
    }

    /// Of the session that is the job: a stop of that session ends its tokens too.
    private static JobTokens.Answer token(JobSpec spec, IdentityWiring identity) {
        Minting minting =
                identity.server().issuer().own(spec.chain(), spec.session(), Optional.of(spec.startedFrom()), TOKEN);
        return switch (minting) {
            case Minting.Minted(var jwt, var token, var _) -> new JobTokens.Answer.Renewed(jwt, token.expiresAt());
            case Minting.Refused(var why) -> new JobTokens.Answer.Refused(why.refusal(), why.detail());
        };
    }

    /// The job room as tools of MCP.
    JobTools tools(OrganisationWiring organisation, IdentityWiring identity) {
        return new JobTools(
                jobs,
                () -> organisation.organisation().settings().jobs(),
                talk,
                logs(),
                (caller, job) -> unread(caller, job, organisation.inForce().catalog(), identity));
    }

    private static Set<String> unread(Identity.Known caller, Job job, Catalog catalog, IdentityWiring identity) {
        Set<String> labels = FailureModels.labels(job.spec(), catalog);
        labels.removeAll(identity.labels().carriedBy(caller.session()));
        return labels;
    }

    private static String named(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private record Written(RecordText<Job> text) implements JobTable.Text {
        @Override
        public String write(Job job) {
            return text.write(job);
        }

        @Override
        public Job read(String written) {
            return text.read(written);
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        looks.shutdownNow();
    }
}
