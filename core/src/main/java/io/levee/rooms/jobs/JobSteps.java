package io.levee.rooms.jobs;

import io.levee.facts.JobFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.ledger.Ledger;
import io.levee.rooms.jobs.JobStore.Held;
import io.levee.rooms.jobs.MendingRules.Mending;
import io.levee.rooms.jobs.supposing.Hypothesis;
import io.levee.rooms.jobs.supposing.Supposed;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes one step of one job: the decision is recorded, then saved, then done. Each step may be taken
/// again by whoever adopts the job, and does nothing twice.
final class JobSteps {
    private static final int DIGEST_SHOWN = 16;
    private static final String NOT_BEGUN = "not-begun";

    private final Ledger ledger;
    private final Function<String, Engine> engines;
    private final Supplier<WorkloadId> runs;
    private final Supervision.Failures failures;
    private final Outputs outputs;
    private final Function<Job, Optional<StopId>> stops;
    private final Function<Job, Optional<String>> objections;
    private final InstantSource clock;

    JobSteps(
            Ledger ledger,
            Function<String, Engine> engines,
            Supplier<WorkloadId> runs,
            Supervision.Failures failures,
            Outputs outputs,
            Function<Job, Optional<StopId>> stops,
            Function<Job, Optional<String>> objections,
            InstantSource clock) {
        this.ledger = ledger;
        this.engines = engines;
        this.runs = runs;
        this.failures = failures;
        this.outputs = outputs;
        this.stops = stops;
        this.objections = objections;
        this.clock = clock;
    }

    /// Saves what the job is now; empty where it is not ours any more, and nothing is done then.
    interface Saving {
        Optional<Held> save(Held before, Job after);

        /// Asked right before what others would notice: whoever was paused since must not do it.
        boolean ours();
    }

    Optional<Held> take(Held held, JobStep step, Saving saving) {
        Job job = held.job();
        return switch (step) {
            case JobStep.Wait() -> Optional.empty();
            case JobStep.Begin() -> begin(held, saving);
            case JobStep.Judge() -> judge(held, saving);
            case JobStep.Fail(var exit, var how) -> fail(held, exit, how, saving);
            case JobStep.Quarantine(var harm) -> quarantine(held, harm, saving);
            case JobStep.Check() -> check(held, saving);
            case JobStep.Publish() -> publish(held, saving);
            case JobStep.Diagnose() -> diagnose(held, saving);
            case JobStep.Close(var outcome, var why) -> close(held, job, outcome, why, saving);
        };
    }

    private Engine engine(Job job) {
        return engines.apply(job.spec().engine());
    }

    private Optional<Held> begin(Held held, Saving saving) {
        Job job = held.job();
        Optional<String> objection = objections.apply(job);
        if (objection.isPresent()) {
            return close(held, job, JobFact.Outcome.STOPPED, objection.get(), saving);
        }
        WorkloadId run = runs.get();
        Job begun = job.begun(run, clock.instant());
        ledger.write(new JobFact.Began(job.id(), begun.attempts().size(), run, begun.changes()));
        Optional<Held> saved = saving.save(held, begun);
        if (saved.isEmpty() || !saving.ours()) {
            return Optional.empty();
        }
        return switch (engine(job).begin(run, begun, changed(begun))) {
            case Engine.Begun.Running() -> saved;
            case Engine.Begun.Stopped(var _) -> saved; // the stop is seen by whoever looks next
            case Engine.Begun.Failed(var why) -> {
                ledger.write(new JobFact.Ended(job.id(), begun.running().number(), Optional.empty(), NOT_BEGUN));
                yield saving.save(
                        saved.get(),
                        begun.ended(Optional.empty(), NOT_BEGUN, clock.instant())
                                .to(JobState.DIAGNOSING, why));
            }
        };
    }

    /// What is run: what was admitted, with what was changed since.
    private static JobSpec changed(Job job) {
        JobSpec spec = job.spec();
        List<Setting> changes = job.changes().stream().map(Setting::parse).toList();
        CommandRules.Typed typed = CommandRules.with(CommandRules.Typed.of(spec), changes)
                .orElseThrow(() -> new IllegalStateException("the command has no place for `%s`".formatted(changes)));
        return spec.typed(typed.command(), typed.environment());
    }

    private Optional<Held> judge(Held held, Saving saving) {
        Job job = held.job();
        engine(job).end(job.running().run(), job); // what it left behind
        ledger.write(new JobFact.Ended(job.id(), job.running().number(), Optional.of(0), "exited"));
        return saving.save(
                held, job.ended(Optional.of(0), "exited", clock.instant()).to(JobState.CHECKING, ""));
    }

    private Optional<Held> fail(Held held, Optional<Integer> exit, String how, Saving saving) {
        Job job = held.job();
        engine(job).end(job.running().run(), job);
        ledger.write(new JobFact.Ended(job.id(), job.running().number(), exit, how));
        return saving.save(held, job.ended(exit, how, clock.instant()).to(JobState.DIAGNOSING, how));
    }

    private Optional<Held> quarantine(Held held, Harm harm, Saving saving) {
        Job job = held.job();
        ledger.write(new JobFact.Quarantined(job.id(), job.running().number(), harm.signal(), harm.why()));
        return close(held, job, JobFact.Outcome.QUARANTINED, "%s: %s".formatted(harm.signal(), harm.why()), saving);
    }

    private Optional<Held> check(Held held, Saving saving) {
        Job job = held.job();
        List<Outputs.Verdict> verdicts = outputs.check(job, job.running());
        List<String> lines = new ArrayList<>();
        for (Outputs.Verdict each : verdicts) {
            ledger.write(new JobFact.Checked(
                    job.id(),
                    job.running().number(),
                    each.output().asset(),
                    each.check(),
                    each.passed(),
                    each.detail()));
            lines.add("%s %s: %s, %s"
                    .formatted(
                            each.output().asset(), each.check(), each.passed() ? "passed" : "FAILED", each.detail()));
        }
        Job checked = job.checked(lines);
        boolean passed = verdicts.stream().allMatch(Outputs.Verdict::passed);
        Optional<String> objection = passed ? objections.apply(job) : Optional.empty();
        if (objection.isPresent()) { // from here on publishing is decided
            return close(held, checked, JobFact.Outcome.STOPPED, objection.get(), saving);
        }
        return saving.save(
                held,
                passed
                        ? checked.to(JobState.PUBLISHING, "")
                        : checked.to(JobState.DIAGNOSING, "its outputs did not pass their checks"));
    }

    private Optional<Held> publish(Held held, Saving saving) {
        Job job = held.job();
        int number = job.running().number();
        for (JobSpec.StagedOutput output : job.spec().outputs()) {
            ledger.write(new JobFact.Published(job.id(), number, output.asset(), JobFact.Stage.INTENDED, ""));
            if (!saving.ours()) {
                return Optional.empty();
            }
            String digest = outputs.publish(job, job.running(), output);
            ledger.write(new JobFact.Published(job.id(), number, output.asset(), JobFact.Stage.DONE, digest));
        }
        return close(
                held,
                job,
                JobFact.Outcome.SUCCEEDED,
                job.spec().outputs().isEmpty() ? "it made nothing that is published" : "its outputs are published",
                saving);
    }

    private Optional<Held> diagnose(Held held, Saving saving) {
        Job job = held.job();
        WorkloadId run = job.running().run();
        Finding finding = finding(job, run);
        ledger.write(new JobFact.Diagnosed(
                job.id(),
                job.running().number(),
                finding.signature(),
                finding.confidencePermille(),
                finding.part(),
                finding.remedy().map(it -> it.action().word()).orElse("none"),
                finding.evidence().size(),
                digest(finding)));
        Optional<String> checkpoint =
                finding.remedy().filter(_ -> finding.known()).flatMap(remedy -> checkpoint(job, remedy));
        Finding shown = finding.typed(MendingRules.command(job, finding, checkpoint));
        return switch (MendingRules.after(job, finding, clock.instant())) {
            case Mending.Again(var changes, var from, var rung, var why) -> {
                List<String> different = changes.stream().map(Setting::toString).toList();
                ledger.write(new JobFact.Remedied(
                        job.id(), job.running().number(), finding.signature(), why, different, rung.word()));
                outputs.discard(job, job.running());
                yield saving.save(held, job.found(shown).again(different, from, why));
            }
            case Mending.Give(var platform, var why) ->
                give(held, shown, platform ? JobFact.Outcome.HANDED_OVER : JobFact.Outcome.HANDED_BACK, why, saving);
        };
    }

    /// To people, who also get what a model supposes where no signature is certain.
    ///
    /// INVARIANT I4: what becomes of the job is decided by now. A model adds to what is shown, and a stop
    /// that comes while it is asked stops.
    private Optional<Held> give(Held held, Finding finding, JobFact.Outcome outcome, String why, Saving saving) {
        Job job = held.job();
        boolean printed = !job.running().ended().equals(NOT_BEGUN);
        Optional<Finding.Asked> asked = printed && !finding.certain() ? asked(job, finding) : Optional.empty();
        if (asked.isEmpty()) {
            return close(held, job.found(finding), outcome, why, saving);
        }
        if (!saving.ours()) {
            return Optional.empty();
        }
        Job found = job.found(finding.supposing(asked.get()));
        return stops.apply(job)
                .map(stop ->
                        close(held, found, JobFact.Outcome.STOPPED, "stopped by `%s`".formatted(stop.value()), saving))
                .orElseGet(() -> close(held, found, outcome, why, saving));
    }

    private Optional<Finding.Asked> asked(Job job, Finding finding) {
        Optional<Supposed> supposed;
        try {
            List<LogFile> log = engine(job).log(job.running().run(), job);
            supposed =
                    failures.supposed(job, finding, log, () -> stops.apply(job).isPresent());
        } catch (LeveeException | IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            return Optional.empty(); // the job goes its way without
        }
        supposed.ifPresent(it -> ledger.write(new JobFact.Supposed(
                job.id(),
                job.running().number(),
                it.agent(),
                it.model(),
                it.outcome(),
                it.hypotheses().size(),
                it.dropped(),
                digest(it))));
        return supposed.map(it -> new Finding.Asked(
                it.agent(),
                it.model(),
                it.outcome(),
                it.hypotheses().stream().map(each -> hypothesis(each, job)).toList()));
    }

    private Finding.Hypothesis hypothesis(Hypothesis it, Job job) {
        return new Finding.Hypothesis(
                it.cause(),
                it.confidence(),
                it.lines().stream().map(Finding::line).toList(),
                it.remedy().map(offered -> Finding.mend(offered.remedy())),
                it.remedy().map(offered -> typed(offered.remedy(), job)).orElse(""));
    }

    private String typed(Remedy remedy, Job job) {
        Finding.Mend mend = Finding.mend(remedy);
        return MendingRules.command(job, mend, Finding.command(remedy, job), checkpoint(job, mend));
    }

    /// Whatever a log holds, there is a finding.
    private Finding finding(Job job, WorkloadId run) {
        if (job.running().ended().equals(NOT_BEGUN)) {
            return Finding.unknown("it could not be begun: " + job.why());
        }
        try {
            Diagnosis diagnosis = failures.of(job, engine(job).log(run, job));
            return Finding.of(diagnosis, job, evidence(job, run, diagnosis));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return Finding.unknown("its log could not be read");
        }
    }

    /// What the skill wants to be looked at; without it the diagnosis stands all the same.
    private Map<String, String> evidence(Job job, WorkloadId run, Diagnosis diagnosis) {
        try {
            return engine(job).evidence(run, job, Set.copyOf(diagnosis.collect()));
        } catch (LeveeException | IllegalStateException | UncheckedIOException e) {
            return Map.of();
        }
    }

    /// Where it goes on from; without it there is no command to type.
    private Optional<String> checkpoint(Job job, Finding.Mend remedy) {
        try {
            return MendingRules.restores(remedy) ? engine(job).checkpoint(job) : Optional.empty();
        } catch (LeveeException | IllegalStateException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /// Nothing half-made is left: what runs is ended, what is staged is taken away.
    ///
    /// @param job as the step knows it
    private Optional<Held> close(Held held, Job job, JobFact.Outcome outcome, String why, Saving saving) {
        String ended = outcome == JobFact.Outcome.QUARANTINED ? "quarantined" : "stopped";
        job.last().ifPresent(attempt -> {
            if (job.state() == JobState.RUNNING) {
                engine(job).end(attempt.run(), job);
                ledger.write(new JobFact.Ended(job.id(), attempt.number(), Optional.empty(), ended));
            }
            outputs.discard(job, attempt);
        });
        Job last = job.state() == JobState.RUNNING ? job.ended(Optional.empty(), ended, clock.instant()) : job;
        ledger.write(new JobFact.Closed(job.id(), outcome, why, inHand(job, outcome)));
        return saving.save(held, last.closed(outcome, why));
    }

    private static Optional<ActorId> inHand(Job job, JobFact.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED, STOPPED -> Optional.empty();
            case HANDED_BACK -> Optional.of(job.spec().person());
            case HANDED_OVER, QUARANTINED ->
                Optional.of(job.spec()
                        .mender()
                        .map(team -> ActorId.team(team.name()))
                        .orElse(job.spec().person()));
        };
    }

    private static String digest(Finding finding) {
        StringBuilder cited = new StringBuilder();
        finding.evidence().forEach(line -> cited.append(line.text()).append('\n'));
        return digest(cited.toString());
    }

    private static String digest(Supposed supposed) {
        StringBuilder said = new StringBuilder();
        supposed.hypotheses().forEach(each -> {
            said.append(each.cause()).append('\n');
            each.lines().forEach(line -> said.append(line.text()).append('\n'));
        });
        return digest(said.toString());
    }

    private static String digest(String text) {
        return Digests.of(text).substring(0, DIGEST_SHOWN);
    }
}
