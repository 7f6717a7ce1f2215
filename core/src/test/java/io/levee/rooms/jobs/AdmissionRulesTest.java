package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.catalog.Touched;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Hold;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.JobSettings;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.AdmissionRules.Asked;
import io.levee.rooms.jobs.AdmissionRules.Known;
import io.levee.rooms.jobs.JobAnswer.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdmissionRulesTest {
    private static final AssetId JOB = AssetId.parse("job:sales-daily-batch");
    private static final AssetId ORDERS = AssetId.parse("table:orders");
    private static final AssetId SALES = AssetId.parse("table:sales.daily");
    private static final ActorId AGENT = ActorId.agent("pipeline-fixer");
    private static final Caps MOST = new Caps(1000, 1000, 100, 100);

    /// A question to the door, and what is known about it.
    record Asking(JobRequest request, Known known) {
        List<Missing> missing() {
            return AdmissionRules.missing(request, known);
        }

        Asking with(JobRequest other) {
            return new Asking(other, known);
        }

        Asking consents(Asked... asked) {
            return new Asking(
                    request,
                    new Known(
                            known.skill(),
                            known.unfit(),
                            known.settings(),
                            List.of(asked),
                            known.ofAgent(),
                            known.here(),
                            known.quarantine()));
        }

        Asking open(int ofAgent, int here) {
            return new Asking(
                    request,
                    new Known(
                            known.skill(),
                            known.unfit(),
                            known.settings(),
                            known.asked(),
                            ofAgent,
                            here,
                            known.quarantine()));
        }

        Asking quarantined(JobId job) {
            return new Asking(
                    request,
                    new Known(
                            known.skill(),
                            known.unfit(),
                            known.settings(),
                            known.asked(),
                            known.ofAgent(),
                            known.here(),
                            Optional.of(job)));
        }

        Asking skill(Optional<Skill> skill, Optional<String> unfit) {
            return new Asking(
                    request,
                    new Known(
                            skill,
                            unfit,
                            known.settings(),
                            known.asked(),
                            known.ofAgent(),
                            known.here(),
                            known.quarantine()));
        }
    }

    record Case(String code, UnaryOperator<Asking> change, String says) {
        @Override
        public String toString() {
            return code;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "agent-missing",
                        it -> it.with(request(Chain.of(ActorId.person("gus")), List.of("x"))),
                        "--agent"),
                new Case("skill-unknown", it -> it.skill(Optional.empty(), Optional.empty()), "`spark-batch`"),
                new Case(
                        "engine-unfit",
                        it -> it.skill(Optional.of(skill(Map.of())), Optional.of("no cgroup is here")),
                        "no cgroup is here"),
                new Case("run-not-permitted", it -> it.consents(new Asked(Action.CHANGE, JOB, no())), "may not run"),
                new Case("read-not-permitted", it -> it.consents(new Asked(Action.READ, ORDERS, no())), "may not read"),
                new Case(
                        "write-not-permitted",
                        it -> it.consents(new Asked(Action.CHANGE, SALES, no())),
                        "may not write"),
                new Case(
                        "run-needs-approval",
                        it -> it.consents(new Asked(Action.CHANGE, JOB, held())),
                        "`" + JOB + "`"),
                new Case("read-needs-approval", it -> it.consents(new Asked(Action.READ, ORDERS, held())), "a person"),
                new Case(
                        "write-needs-approval", it -> it.consents(new Asked(Action.CHANGE, SALES, held())), "a person"),
                new Case(
                        "output-without-place",
                        it -> it.with(request(outputs("table:nowhere"), Optional.empty(), Optional.empty())),
                        "`table:nowhere`"),
                new Case(
                        "caps-too-large",
                        it -> it.with(request(List.of(), Optional.of(new Caps(1001, 1, 1, 1)), Optional.empty())),
                        "at most 1000 MiB"),
                new Case(
                        "deadline-range",
                        it -> it.with(request(List.of(), Optional.empty(), Optional.of(Duration.ofSeconds(3601)))),
                        "1 second to 3600 seconds"),
                new Case(
                        "deadline-range",
                        it -> it.with(request(List.of(), Optional.empty(), Optional.of(Duration.ofMillis(999)))),
                        "1 second"),
                new Case("in-quarantine", it -> it.quarantined(new JobId("job-7")), "levee job release job-7"),
                new Case("agent-busy", it -> it.open(2, 0), "2 open jobs"),
                new Case("replica-busy", it -> it.open(0, 5), "5 jobs run here"),
                new Case(
                        "checkpoints-missing",
                        it -> it.skill(Optional.of(skill(Map.of("levee-checkpoints", "required"))), Optional.empty()),
                        "checkpoints"),
                new Case(
                        "outputs-missing",
                        it -> it.skill(Optional.of(skill(Map.of("levee-staging", "required"))), Optional.empty()),
                        "--output"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneThingMissingIsNamedAlone(Case it) {
        assertThat(it.change().apply(fine()).missing()).singleElement().satisfies(missing -> {
            assertThat(missing.code()).isEqualTo(it.code());
            assertThat(missing.detail()).contains(it.says());
        });
    }

    @Test
    void nothingIsMissingOfWhatIsFine() {
        assertThat(fine().missing()).isEmpty();
        assertThat(fine().open(1, 4).missing()).isEmpty();
        assertThat(fine().consents(new Asked(Action.READ, ORDERS, yes())).missing())
                .isEmpty();
        assertThat(fine().with(request(
                                outputs("table:sales.daily=daily"),
                                Optional.of(MOST),
                                Optional.of(Duration.ofHours(1))))
                        .missing())
                .isEmpty();
        assertThat(fine().with(request(List.of(), Optional.empty(), Optional.of(Duration.ofSeconds(1))))
                        .missing())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dexecution.checkpointing.interval=10s",
                "-Dexecution.runtime-mode=BATCH",
                "-Dexecution.runtime-mode=batch"
            })
    void aStreamSaysWhereItGoesOnFromAndABatchThatItEnds(String option) {
        Asking strict = fine().skill(Optional.of(skill(Map.of("levee-checkpoints", "required"))), Optional.empty());
        assertThat(strict.with(request(chain(), List.of("flink", "run", option, "job.jar")))
                        .missing())
                .isEmpty();
    }

    /// So that nobody asks five times.
    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        JobRequest request = new JobRequest(
                Chain.of(ActorId.person("gus")),
                new SessionId("s-1"),
                Optional.of("sales-daily-batch"),
                "spark-batch",
                List.of("spark-submit", "job.py"),
                List.of(),
                "",
                Set.of(ORDERS),
                outputs("table:nowhere"),
                Optional.of(new Caps(1001, 1, 1, 1)),
                Optional.of(Duration.ofDays(1)),
                Optional.empty());
        Asking all = fine().with(request)
                .skill(Optional.empty(), Optional.of("no cgroup is here"))
                .consents(
                        new Asked(Action.CHANGE, JOB, no()),
                        new Asked(Action.READ, ORDERS, held()),
                        new Asked(Action.CHANGE, SALES, no()))
                .open(2, 5);
        assertThat(all.missing())
                .extracting(Missing::code)
                .containsExactly(
                        "agent-missing",
                        "run-not-permitted",
                        "read-needs-approval",
                        "write-not-permitted",
                        "skill-unknown",
                        "engine-unfit",
                        "caps-too-large",
                        "deadline-range",
                        "output-without-place",
                        "agent-busy",
                        "replica-busy");
    }

    @Test
    void aStreamThatSaysItsCheckpointsMayRun() {
        Optional<Skill> strict = Optional.of(skill(Map.of("levee-checkpoints", "required")));
        for (String command : List.of("-Dexecution.checkpointing.interval=10s", "-DCheckpoints.dir=/x")) {
            assertThat(fine().skill(strict, Optional.empty())
                            .with(request(chain(), List.of("flink", "run", command)))
                            .missing())
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotInTheCatalogNeedStageNothing() {
        JobRequest adHoc = new JobRequest(
                chain(),
                new SessionId("s-1"),
                Optional.empty(),
                "spark-batch",
                List.of("spark-submit", "job.py"),
                List.of(),
                "",
                Set.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Optional<Skill> strict = Optional.of(skill(Map.of("levee-staging", "required")));
        assertThat(fine().skill(strict, Optional.empty()).with(adHoc).missing()).isEmpty();
    }

    @Test
    void everyCapIsHeld() {
        List<Caps> larger = new ArrayList<>(List.of(
                new Caps(1001, 1, 1, 1), new Caps(1, 1001, 1, 1), new Caps(1, 1, 101, 1), new Caps(1, 1, 1, 101)));
        assertThat(larger)
                .allSatisfy(caps -> assertThat(fine().with(request(List.of(), Optional.of(caps), Optional.empty()))
                                .missing())
                        .extracting(Missing::code)
                        .containsExactly("caps-too-large"));
    }

    private static Asking fine() {
        JobSettings settings = new JobSettings(
                MOST,
                MOST,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                5,
                2,
                3,
                false,
                Map.of(),
                Map.of(SALES, new JobSettings.Place("/srv/sales", List.of())),
                Map.of(),
                List.of(),
                Optional.empty());
        return new Asking(
                request(List.of(), Optional.empty(), Optional.empty()),
                new Known(
                        Optional.of(skill(Map.of())),
                        Optional.empty(),
                        settings,
                        List.of(new Asked(Action.CHANGE, JOB, yes())),
                        0,
                        0,
                        Optional.empty()));
    }

    private static Chain chain() {
        return Chain.of(ActorId.person("gus"), AGENT);
    }

    private static List<JobRequest.Output> outputs(String output) {
        return List.of(JobRequest.Output.parse(output));
    }

    private static JobRequest request(Chain chain, List<String> command) {
        return request(chain, command, List.of(), Optional.empty(), Optional.empty());
    }

    private static JobRequest request(
            List<JobRequest.Output> outputs, Optional<Caps> caps, Optional<Duration> deadline) {
        return request(chain(), List.of("spark-submit", "job.py"), outputs, caps, deadline);
    }

    private static JobRequest request(
            Chain chain,
            List<String> command,
            List<JobRequest.Output> outputs,
            Optional<Caps> caps,
            Optional<Duration> deadline) {
        return new JobRequest(
                chain,
                new SessionId("s-1"),
                Optional.of("sales-daily-batch"),
                "spark-batch",
                command,
                List.of(),
                "",
                Set.of(),
                outputs,
                caps,
                deadline,
                Optional.empty());
    }

    private static Skill skill(Map<String, String> metadata) {
        return new Skill("spark-batch", "runs batches", List.of(), metadata, "spark", "", List.of());
    }

    private static Consent yes() {
        return new Consent.Given("r1", Touched.NOTHING, List.of());
    }

    private static Consent held() {
        return new Consent.Held("r1", Touched.NOTHING, List.of(), new Hold(Hold.DEFAULT));
    }

    private static Consent no() {
        return new Consent.Withheld("r1", Touched.NOTHING, List.of(), ConsentRefusal.NOT_PERMITTED, AGENT, "");
    }
}
