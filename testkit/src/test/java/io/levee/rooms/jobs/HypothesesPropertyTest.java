package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.change.HiddenText;
import io.levee.facts.Fact;
import io.levee.facts.JobFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.JobStore.Held;
import io.levee.rooms.jobs.supposing.Answer;
import io.levee.rooms.jobs.supposing.Asking;
import io.levee.rooms.jobs.supposing.Hypothesis.Confidence;
import io.levee.rooms.jobs.supposing.Supposed;
import io.levee.rooms.jobs.supposing.SuppositionRules;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.NoOutputs;
import io.levee.testkit.SampleJobs;
import io.levee.testkit.Simulation;
import io.levee.testkit.StillEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// I4 and I5 with random failures and hostile models: what becomes of a job is the same with any model, and what is
/// shown of one stands in the log.
final class HypothesesPropertyTest {
    private static final int CASES = 12_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ActorId AGENT = ActorId.agent("diagnostician");
    private static final AssetId MODEL = AssetId.parse("model:hosted/small-1");

    private int kept;
    private int withRemedy;
    private int again;
    private int asked;

    @Test
    void noModelActsOrIsCertainOrShowsWhatIsNotInTheLog() {
        Simulation.play(CASES, history -> {
            RandomGenerator random = history.random();
            RandomFailure failure = new RandomFailure(random);
            Ended without = diagnosed(failure, Optional.empty());
            HostileSupposer model = new HostileSupposer(random);
            Ended with = diagnosed(failure, Optional.of(model));

            assertThat(bare(with.job())).isEqualTo(without.job());
            assertThat(with.facts().stream().filter(it -> !(it instanceof JobFact.Supposed)))
                    .containsExactlyElementsOf(without.facts());
            if (failure.diagnosis().isCertain()) {
                assertThat(model.asked()).isZero();
            }
            if (with.job().open()) {
                assertThat(model.asked()).as("a job that is tried again").isZero();
                again++;
            }
            asked += model.asked();
            with.job().attempts().getLast().finding().flatMap(Finding::asked).ifPresent(it -> rests(it, failure));
        });
        // otherwise none of this was tried
        assertThat(asked).isGreaterThan(CASES / 4);
        assertThat(kept).isGreaterThan(CASES / 10);
        assertThat(withRemedy).isGreaterThan(CASES / 50);
        assertThat(again).isGreaterThan(CASES / 50);
    }

    private void rests(Finding.Asked asked, RandomFailure failure) {
        assertThat(asked.hypotheses()).hasSizeLessThanOrEqualTo(SuppositionRules.HYPOTHESES_MAX);
        for (Finding.Hypothesis each : asked.hypotheses()) {
            kept++;
            assertThat(each.cause()).isNotBlank().hasSizeLessThanOrEqualTo(SuppositionRules.CAUSE_MAX);
            assertThat(HiddenText.in(each.cause())).isEmpty();
            assertThat(each.cause()).doesNotContain("`", "[", "]", "<", "://", "|", "\n", "\u001B");
            assertThat(each.confidence()).isIn(Confidence.LOW, Confidence.MEDIUM);
            assertThat(each.lines()).isNotEmpty().hasSizeLessThanOrEqualTo(SuppositionRules.QUOTES_MAX);
            for (Finding.Line line : each.lines()) {
                assertThat(line.file()).isEqualTo(RandomFailure.FILE);
                assertThat(line.line()).isBetween(1L, (long) failure.log().size());
                assertThat(failure.log().get((int) line.line() - 1)).contains(line.text());
                assertThat(line.text()).doesNotContain(RandomFailure.SECRET);
            }
            each.remedy().ifPresent(mend -> {
                withRemedy++;
                assertThat(failure.briefing().remedies())
                        .anyMatch(it -> it.remedy().action() == mend.action());
            });
            assertThat(each.command())
                    .matches("|%s|levee job rerun job-1 --set '[a-z.]+=[0-9a-z]+' --as gus"
                            .formatted(RandomFailure.TYPED));
        }
    }

    /// Without what the model is shown to have said.
    private static Job bare(Job job) {
        return job.attempts()
                .getLast()
                .finding()
                .map(it -> job.found(without(it)))
                .orElse(job);
    }

    private static Finding without(Finding it) {
        return new Finding(
                it.engine(),
                it.signature(),
                it.cause(),
                it.confidencePermille(),
                it.part(),
                it.evidence(),
                it.remedy(),
                it.command(),
                it.verify(),
                it.source(),
                it.alternatives(),
                it.collected(),
                Optional.empty());
    }

    private record Ended(Job job, List<Fact> facts) {}

    private static Ended diagnosed(RandomFailure failure, Optional<HostileSupposer> model) {
        MemoryLedger ledger = new MemoryLedger(InstantSource.fixed(SampleJobs.NOW));
        Supervision.Failures failures = new Supervision.Failures() {
            @Override
            public Diagnosis of(Job job, List<LogFile> log) {
                return failure.diagnosis();
            }

            @Override
            public Optional<Supposed> supposed(Job job, Finding finding, List<LogFile> log, BooleanSupplier over) {
                return model.map(it ->
                        new Asking(Runnable::run, PATIENCE).ask(() -> answered(failure, it), why -> not(why), over));
            }
        };
        JobSteps steps = new JobSteps(
                ledger,
                _ -> new StillEngine(),
                () -> new WorkloadId("run-next"),
                failures,
                new NoOutputs(),
                _ -> Optional.empty(),
                _ -> Optional.empty(),
                InstantSource.fixed(SampleJobs.NOW));
        Held held = new Held(failure.job(), 1, "", "");
        Held after = steps.take(held, new JobStep.Diagnose(), new Saves()).orElseThrow();
        List<Fact> facts = new ArrayList<>();
        ledger.entries().forEach(entry -> facts.add(entry.fact()));
        return new Ended(after.job(), facts);
    }

    private static Supposed answered(RandomFailure failure, HostileSupposer model) {
        if (failure.briefing().lines().isEmpty()) {
            return not(Answer.Why.NOTHING_TO_SHOW);
        }
        return switch (model.ask(failure.briefing())) {
            case Answer.None(var why) -> not(why);
            case Answer.Said said -> {
                var taken = SuppositionRules.taken(said, failure.briefing(), failure::find);
                yield new Supposed(AGENT, MODEL, Optional.empty(), taken.hypotheses(), taken.dropped());
            }
        };
    }

    private static Supposed not(Answer.Why why) {
        return new Supposed(AGENT, MODEL, Optional.of(why), List.of(), 0);
    }

    private record Saves() implements JobSteps.Saving {
        @Override
        public Optional<Held> save(Held before, Job after) {
            return Optional.of(new Held(after, before.version() + 1, "", ""));
        }

        @Override
        public boolean ours() {
            return true;
        }
    }
}
