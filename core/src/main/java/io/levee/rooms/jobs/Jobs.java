package io.levee.rooms.jobs;

import io.levee.budget.Spender;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.ledger.Ledger;
import io.levee.organisation.JobSettings;
import io.levee.rooms.jobs.AdmissionRules.Asked;
import io.levee.rooms.jobs.JobAnswer.Missing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// The door of the job room. Thread-safe.
public final class Jobs {
    private static final String RUNS_ON = "levee-runs-on";

    private final Ground ground;
    private final Consents consents;
    private final Rights rights;
    private final Supervision supervision;
    /// What is admitted here is counted before the next one is asked about.
    private final ReentrantLock admitting = new ReentrantLock();

    /// @param skills   of the organisation, and of the starter library
    /// @param engines  empty for a name that none has
    /// @param bookings of what budgets give to jobs
    /// @param machine  names the machine that this replica runs on, as long as it does not boot
    public record Ground(
            Supplier<InForce> inForce,
            Supplier<JobSettings> settings,
            Function<String, Optional<Skill>> skills,
            Function<String, Optional<Engine>> engines,
            JobStore store,
            Ledger ledger,
            Supplier<JobId> ids,
            Supplier<SessionId> sessions,
            Bookings bookings,
            String machine,
            InstantSource clock) {}

    public Jobs(Ground ground, Supervision supervision) {
        this.ground = ground;
        this.consents = new Consents(ground.inForce());
        this.rights = new Rights(ground.inForce());
        this.supervision = supervision;
    }

    /// Admits a job, or says everything that keeps it from being admitted. Its first attempt begins soon
    /// after.
    public JobAnswer run(JobRequest request) {
        return run(request, Optional.empty(), List.of());
    }

    /// The same job again, differently.
    ///
    /// @param changes such as `spark.driver.memory=2g`
    public JobAnswer rerun(Chain chain, SessionId session, JobId id, List<Setting> changes) {
        Optional<Job> found = ground.store().find(id);
        if (found.isEmpty()) {
            return new JobAnswer.Refused(JobRefusal.JOB_UNKNOWN, id.value());
        }
        JobSpec spec = found.get().spec();
        if (!isOf(chain, spec)) {
            return new JobAnswer.Refused(JobRefusal.JOB_NOT_YOURS, id.value());
        }
        JobRequest again = new JobRequest(
                spec.chain(),
                session,
                spec.asset().name().equals("ad-hoc-" + spec.skill())
                        ? Optional.empty()
                        : Optional.of(spec.asset().name()),
                spec.skill(),
                spec.command(),
                spec.environment(),
                spec.directory(),
                spec.reads(),
                spec.outputs().stream()
                        .map(output -> new JobRequest.Output(output.asset(), output.folder()))
                        .toList(),
                Optional.of(spec.caps()),
                Optional.of(Duration.between(found.get().admittedAt(), spec.deadline())),
                Optional.of(spec.engine()));
        return run(again, Optional.of(id.value()), changes);
    }

    private JobAnswer run(JobRequest request, Optional<String> rerunOf, List<Setting> changes) {
        Optional<Skill> skill = ground.skills().apply(request.skill());
        String engineName = request.on()
                .orElseGet(() -> skill.map(Jobs::kinds).map(List::getFirst).orElse(Engine.HERE));
        Optional<CommandRules.Typed> typed = CommandRules.with(
                new CommandRules.Typed(request.command(), request.environment(), engineName.equals(Engine.HERE)),
                changes);
        if (typed.isEmpty()) {
            throw new IllegalArgumentException("the command has no place for `%s`".formatted(changes));
        }
        JobId id = ground.ids().get();
        Optional<Engine> engine = ground.engines().apply(engineName);
        Instant now = ground.clock().instant();
        Bookings.Booking booking = ground.bookings().book(spender(request));
        boolean admitted = false;
        admitting.lock();
        try {
            List<Missing> missing =
                    new ArrayList<>(AdmissionRules.missing(request, known(request, skill, engine, engineName)));
            booking.refused().ifPresent(missing::add);
            if (!missing.isEmpty()) {
                ground.ledger()
                        .write(new JobFact.Refused(
                                id,
                                request.chain(),
                                request.session(),
                                request.asset(),
                                request.skill(),
                                missing.stream().map(Missing::toString).toList()));
                return new JobAnswer.Refused(JobRefusal.JOB_NOT_ADMITTED, id.value(), missing);
            }
            Engine runs = engine.orElseThrow();
            Job job = Job.admitted(id, spec(request, typed.get(), engineName, rerunOf, now), now);
            ground.ledger().write(admitted(job, runs));
            ground.store().add(job, runs.bound() ? ground.machine() : "");
            supervision.begin(new JobStore.Held(job, 0, "", ""));
            admitted = true;
            return new JobAnswer.Known(job);
        } finally {
            admitting.unlock();
            booking.end(admitted);
        }
    }

    public Optional<Job> find(JobId id) {
        return ground.store().find(id);
    }

    /// Newest first.
    ///
    /// @param person only those that act for them; empty for everybody's
    public List<Job> newest(Optional<ActorId> person, int max) {
        return ground.store().newest(person, max);
    }

    /// Lets an agent run again what is in quarantine: for a person who may stop that agent, not for agents.
    public JobAnswer release(Chain chain, JobId id) {
        Optional<Job> found = ground.store().find(id);
        if (found.isEmpty()) {
            return new JobAnswer.Refused(JobRefusal.JOB_UNKNOWN, id.value());
        }
        boolean own = isOf(chain, found.get().spec());
        if (!chain.agents().isEmpty() || !(own || mayStop(chain, found.get().spec()))) {
            return new JobAnswer.Refused(JobRefusal.JOB_NOT_YOURS, id.value());
        }
        if (found.get().outcome().filter(JobFact.Outcome.QUARANTINED::equals).isEmpty()) {
            return new JobAnswer.Refused(JobRefusal.JOB_NOT_IN_QUARANTINE, id.value());
        }
        String agent = found.get().spec().chain().caller().toString();
        AssetId asset = found.get().spec().asset();
        if (ground.store().quarantined(agent, asset).isEmpty()) {
            return new JobAnswer.Refused(JobRefusal.JOB_NOT_IN_QUARANTINE, id.value());
        }
        ground.ledger().write(new JobFact.Released(id, chain));
        return ground.store().release(agent, asset)
                ? new JobAnswer.Known(found.get())
                : new JobAnswer.Refused(JobRefusal.JOB_NOT_IN_QUARANTINE, id.value());
    }

    /// Ends a job: for the person whom it acts for, and for whoever may stop its agent.
    public JobAnswer end(Chain chain, JobId id) {
        Optional<Job> found = ground.store().find(id);
        if (found.isEmpty()) {
            return new JobAnswer.Refused(JobRefusal.JOB_UNKNOWN, id.value());
        }
        JobSpec spec = found.get().spec();
        if (!isOf(chain, spec) && !mayStop(chain, spec)) {
            return new JobAnswer.Refused(JobRefusal.JOB_NOT_YOURS, id.value());
        }
        return ground.store().wishEnd(id, chain.caller().toString())
                ? new JobAnswer.Known(found.get())
                : new JobAnswer.Refused(JobRefusal.JOB_OVER, id.value());
    }

    private boolean mayStop(Chain chain, JobSpec spec) {
        AssetId agent = new AssetId("agent", spec.agents().getLast().name());
        return consents.seek(chain, Action.STOP, agent) instanceof Consent.Given;
    }

    /// INVARIANT I2: an agent has no hand in what another agent of the same person runs.
    private static boolean isOf(Chain chain, JobSpec spec) {
        return chain.person().equals(spec.person()) && spec.agents().containsAll(chain.agents());
    }

    private AdmissionRules.Known known(
            JobRequest request, Optional<Skill> skill, Optional<Engine> engine, String engineName) {
        List<Asked> asked = rights.of(
                request.chain(),
                request.asset(),
                request.reads(),
                request.outputs().stream().map(JobRequest.Output::asset).toList());
        return new AdmissionRules.Known(
                skill,
                unfit(request, skill, engine, engineName),
                ground.settings().get(),
                asked,
                request.chain().agents().isEmpty()
                        ? 0
                        : ground.store().openOf(request.chain().caller().toString()),
                supervision.count(),
                ground.store().quarantined(request.chain().caller().toString(), request.asset()));
    }

    /// Why the engine cannot have it; empty where it can.
    private Optional<String> unfit(
            JobRequest request, Optional<Skill> skill, Optional<Engine> engine, String engineName) {
        if (engine.isEmpty()) {
            return Optional.of(
                    "nothing here runs jobs on `%s`: see `jobs: engines:` in levee.yaml".formatted(engineName));
        }
        Engine runs = engine.get();
        if (skill.isPresent() && !kinds(skill.get()).contains(runs.kind())) {
            return Optional.of("`%s` runs jobs on %s, and `%s` is %s"
                    .formatted(skill.get().name(), String.join(", ", kinds(skill.get())), engineName, runs.kind()));
        }
        if (runs.asset().isPresent() && !dependsOn(request.asset(), runs.asset().get())) {
            return Optional.of("`%s` does not depend on `%s` in the catalog, so it does not run there"
                    .formatted(request.asset(), runs.asset().get()));
        }
        if (runs.asset().isPresent() && !request.outputs().isEmpty() && !runs.stages()) {
            return Optional.of("`%s` has no folder to stage outputs in: name one with `staging` in levee.yaml"
                    .formatted(engineName));
        }
        return runs.unfit();
    }

    private boolean dependsOn(AssetId job, AssetId cluster) {
        return ground.inForce()
                .get()
                .catalog()
                .asset(job)
                .filter(asset -> asset.dependsOn().contains(cluster))
                .isPresent();
    }

    /// What a skill's jobs run on, the usual first.
    private static List<String> kinds(Skill skill) {
        return List.of(
                skill.metadata().getOrDefault(RUNS_ON, Engine.HERE).strip().split("\\s+"));
    }

    /// One call as budgets count, which touches all that the job does.
    private Spender spender(JobRequest request) {
        JobSettings settings = ground.settings().get();
        List<AssetId> assets = new ArrayList<>();
        assets.add(request.asset());
        assets.addAll(request.reads());
        request.outputs().forEach(output -> assets.add(output.asset()));
        long millis = request.caps().orElse(settings.usual()).cpuMillis();
        long seconds = request.deadline().orElse(settings.deadlineMax()).toSeconds();
        return new Spender(
                request.chain(),
                request.session(),
                Optional.empty(),
                ground.inForce()
                        .get()
                        .directory()
                        .person(request.chain().person())
                        .map(Person::teams)
                        .orElse(Set.of()),
                assets,
                Math.ceilDiv(millis * seconds, 1000));
    }

    private JobSpec spec(
            JobRequest request, CommandRules.Typed typed, String engine, Optional<String> rerunOf, Instant now) {
        JobSettings settings = ground.settings().get();
        InForce inForce = ground.inForce().get();
        Passport passport = inForce.directory()
                .passport(request.chain().caller())
                .orElseThrow(() -> new IllegalStateException("consent was given without a passport"));
        return new JobSpec(
                request.chain().person(),
                request.chain().agents(),
                ground.sessions().get(),
                request.session(),
                request.asset(),
                passport.owner(),
                mender(inForce, request),
                request.skill(),
                engine,
                typed.command(),
                typed.environment(),
                request.directory(),
                request.reads(),
                request.outputs().stream()
                        .map(output -> {
                            JobSettings.Place place =
                                    Objects.requireNonNull(settings.places().get(output.asset()));
                            return new JobSpec.StagedOutput(
                                    output.asset(), output.folder(), place.folder(), place.checks());
                        })
                        .toList(),
                request.caps().orElse(settings.usual()),
                now.plus(request.deadline().orElse(settings.deadlineMax())),
                Math.toIntExact(settings.idle().toSeconds()),
                settings.attempts(),
                settings.trust(request.chain().caller()),
                rerunOf);
    }

    /// The owner of the cluster that the job runs on, as the catalog has it; nobody where it has none.
    private static Optional<TeamId> mender(InForce inForce, JobRequest request) {
        return inForce.catalog().asset(request.asset()).stream()
                .flatMap(asset -> asset.dependsOn().stream())
                .filter(asset -> asset.kind().equals("cluster"))
                .sorted()
                .flatMap(cluster -> inForce.catalog().asset(cluster).stream())
                .map(Asset::owner)
                .findFirst();
    }

    private JobFact.Admitted admitted(Job job, Engine engine) {
        JobSpec spec = job.spec();
        return new JobFact.Admitted(
                job.id(),
                spec.chain(),
                spec.session(),
                spec.asset(),
                spec.owner(),
                spec.skill(),
                spec.engine(),
                Digests.of(String.join("\0", spec.command())),
                spec.reads(),
                Set.copyOf(
                        spec.outputs().stream().map(JobSpec.StagedOutput::asset).toList()),
                engine.killTier(),
                spec.deadline(),
                spec.attempts(),
                spec.trust().word(),
                ground.inForce().get().revision());
    }
}
