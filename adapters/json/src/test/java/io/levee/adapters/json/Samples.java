package io.levee.adapters.json;

import io.levee.catalog.AssetId;
import io.levee.facts.ApprovalFact;
import io.levee.facts.ApprovalId;
import io.levee.facts.CallFact;
import io.levee.facts.ContractFact;
import io.levee.facts.DecisionId;
import io.levee.facts.DecoyFact;
import io.levee.facts.Evidence;
import io.levee.facts.Fact;
import io.levee.facts.IdentityFact;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.LabelFact;
import io.levee.facts.Layer;
import io.levee.facts.ModelFact;
import io.levee.facts.OrganisationFact;
import io.levee.facts.ReplicaFact;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A day of the acme company in which every record of every family happens once.
final class Samples {
    static final Origin ORIGIN = new Origin("acme", "replica-1");
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final ActorId ANA = ActorId.person("ana");
    private static final ActorId BEN = ActorId.person("ben");
    private static final ActorId WRITER = ActorId.agent("report-writer");
    private static final TokenId TOKEN = new TokenId("tok-7Q3");
    private static final SessionId SESSION = new SessionId("ses-11");
    private static final StopId STOP = new StopId("stop-5");
    private static final DecisionId DECISION = new DecisionId("dec-41");
    private static final String REVISION = "0f343b0931126a20f133d67c2b018a3b";

    private Samples() {}

    static List<Fact> facts() {
        return Stream.of(
                        identity(),
                        organisation(),
                        calls(),
                        stops(),
                        labels(),
                        decoys(),
                        models(),
                        questions(),
                        approvals(),
                        contracts(),
                        workloads(),
                        alarms(),
                        drills(),
                        reviews(),
                        jobs())
                .flatMap(List::stream)
                .toList();
    }

    /// The facts as one log, a second apart.
    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Fact fact : facts()) {
            int position = entries.size();
            entries.add(new Entry(ORIGIN, position, START.plusSeconds(position).plusNanos(1000), fact));
        }
        return List.copyOf(entries);
    }

    /// All records that are a fact, found by walking the sealed families.
    static List<Class<?>> records(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .map(Samples::records)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Fact> identity() {
        Instant expiry = START.plusSeconds(3600);
        return List.of(
                new IdentityFact.SigningKeyRotated("key-2", expiry),
                new IdentityFact.CredentialEnrolled(WRITER, "key", "oXvnVx9kFEXJM3RHyUGsNnFcWOdD4NZOhbhnX5Z3AnE", ANA),
                new IdentityFact.LoggedIn(ANA, new TokenId("tok-7Q2"), "local", expiry),
                new IdentityFact.TokenIssued(
                        TOKEN,
                        Optional.of(new TokenId("tok-7Q2")),
                        SESSION,
                        Chain.of(ANA, WRITER),
                        "levee-gateway",
                        expiry.plusNanos(123_456_789)),
                new IdentityFact.ExchangeRefused(
                        Optional.of(WRITER), Optional.empty(), "chain-spliced", "tok-7Q2 is not of ses-11"),
                new IdentityFact.TokenRevoked(TOKEN, BEN, "laptop lost", expiry),
                new IdentityFact.ScopeRevoked(new Scope.Agent(WRITER), START, STOP),
                new IdentityFact.CredentialWithdrawn(WRITER, "oXvnVx9kFEXJM3RHyUGsNnFcWOdD4NZOhbhnX5Z3AnE", BEN));
    }

    private static List<Fact> organisation() {
        return List.of(
                new ReplicaFact.Started("0.1.0", 1),
                new OrganisationFact.Loaded(REVISION, 24, 14, 10, 96, 31),
                new OrganisationFact.Rejected(REVISION, 2, List.of("teams/kafka/team.yaml:3 `onCall` names nobody")),
                new ReplicaFact.Stopped("signal"));
    }

    private static List<Fact> calls() {
        AssetId operation = AssetId.operation("warehouse", "runQuery");
        return List.of(
                new CallFact.Decided(
                        DECISION,
                        Optional.of(new CallFact.Caller(Chain.of(ANA, WRITER), SESSION, TOKEN)),
                        new CallFact.Target("warehouse", "POST", "/queries", Optional.of(operation), true),
                        true,
                        "allowed",
                        "",
                        List.of(
                                new Evidence("passport", "agent:report-writer", "may change `operation:warehouse/*`"),
                                new Evidence("policy", "warehouse.cedar#analysts-run", "\"analysts\" may run queries")),
                        List.of(operation),
                        List.of(new TeamId("warehouse"), new TeamId("kafka")),
                        7,
                        REVISION),
                new CallFact.Finished(
                        DECISION, CallFact.Ending.STOPPED, 200, 311, 1_048_576, 48_211, Optional.of(STOP)));
    }

    private static List<Fact> labels() {
        DecisionId refused = new DecisionId("dec-42");
        return List.of(
                new LabelFact.Raised(
                        SESSION, Set.of("personal", "payroll"), AssetId.operation("people", "listPayslips"), DECISION),
                new LabelFact.Declassified(
                        SESSION,
                        Set.of("payroll"),
                        Set.of(DECISION),
                        Set.of(AssetId.operation("chat", "postMessage"), AssetId.parse("channel:board")),
                        refused,
                        BEN,
                        "totals only, no names"),
                new LabelFact.Released(SESSION, refused, Set.of(DECISION)));
    }

    private static List<Fact> contracts() {
        AssetId operation = AssetId.operation("warehouse", "runQuery");
        return List.of(
                new ContractFact.Broken(
                        DECISION,
                        operation,
                        ContractFact.Side.RESPONSE,
                        200,
                        true,
                        List.of(
                                new ContractFact.Breach("/body/rows/0/id", "type"),
                                new ContractFact.Breach(
                                        "/body/owner", "additionalProperties", Set.of("email", "iban")))),
                new ContractFact.NotInspected(DECISION, operation, ContractFact.Side.RESPONSE, "text/event-stream"));
    }

    private static List<Fact> decoys() {
        return List.of(new DecoyFact.Touched(
                "table:hr.salaries_backup",
                Optional.of(DECISION),
                Optional.of(new CallFact.Caller(Chain.of(ANA, WRITER), SESSION, TOKEN))));
    }

    private static List<Fact> models() {
        return List.of(new ModelFact.Used(DECISION, "models", "small-1", 1_200, 340, 8_000, 0, false, 1_170_000));
    }

    /// At the end, so that the golden lines before stay as they were released.
    private static List<Fact> questions() {
        return List.of(new CallFact.Evaluated(
                new DecisionId("dec-43"),
                new CallFact.Caller(Chain.of(BEN), new SessionId("ses-9"), TOKEN),
                Chain.of(ANA, WRITER),
                Optional.of(SESSION),
                "read",
                AssetId.operation("warehouse", "runQuery"),
                false,
                "label-needs-call",
                "operation:warehouse/runQuery",
                List.of(new Evidence("passport", "agent:report-writer", "may read `operation:warehouse/*`")),
                REVISION));
    }

    private static List<Fact> approvals() {
        ApprovalId approval = ApprovalId.of(DECISION);
        String digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        return List.of(
                new ApprovalFact.Requested(
                        approval,
                        digest,
                        Chain.of(ANA, WRITER),
                        SESSION,
                        List.of(AssetId.operation("payments", "refundPayment")),
                        DECISION,
                        START.plusSeconds(900)),
                new ApprovalFact.AnswerDenied(approval, WRITER, "approval-needs-person"),
                new ApprovalFact.Given(approval, digest, BEN, "agreed with the customer"),
                new ApprovalFact.Used(approval, digest, BEN, new DecisionId("dec-43")),
                new ApprovalFact.Refused(new ApprovalId("apr-2"), digest, BEN, "twice the amount"),
                new ApprovalFact.Expired(new ApprovalId("apr-3"), digest));
    }

    private static List<Fact> stops() {
        Scope scope = new Scope.Agent(WRITER);
        return List.of(
                new StopFact.Ordered(STOP, scope, Set.of(Layer.IDENTITY, Layer.GATEWAY), BEN, "exports “salaries”"),
                new StopFact.Executed(
                        STOP,
                        List.of(new StopFact.LayerReport(Layer.GATEWAY, "http-proxy", true, 1_482, 1, "cut dec-41"))),
                new StopFact.Refused(new Scope.Everything(), ANA, "not-permitted", "person:ana"),
                new StopFact.ResumeProposed(STOP, BEN, "fixed in release 12"),
                new StopFact.ResumeRefused(STOP, BEN, "same-person"),
                new StopFact.Resumed(STOP, BEN, ANA),
                new StopFact.Expired(new StopId("stop-6"), START.plusSeconds(1_801)),
                new StopFact.Verified(
                        STOP,
                        List.of(new StopFact.LayerProof(Layer.GATEWAY, "http-proxy", true, 2_051, "0 calls open"))));
    }

    private static List<Fact> drills() {
        return List.of(new StopFact.Drilled(
                true,
                42,
                List.of(new StopFact.DrilledStopper(Layer.RUNTIME, "processes", true, 106_912, 396, 98_204, 0)),
                List.of("flink", "kafka")));
    }

    private static List<Fact> alarms() {
        return List.of(new StopFact.Alarmed(
                "deny-storm",
                "deny-rate",
                new Scope.Agent(WRITER),
                ActorId.agent("stop-watch"),
                StopFact.AlarmMode.ENFORCE,
                START.plusSeconds(30),
                List.of(
                        new Evidence("measure", "refused", "17 of 20 calls"),
                        new Evidence("call", DECISION.value(), "not-permitted"))));
    }

    private static List<Fact> workloads() {
        WorkloadId workload = new WorkloadId("run-3");
        return List.of(
                new WorkloadFact.Launched(workload, "process-tree", Chain.of(ANA, WRITER), SESSION),
                new WorkloadFact.Ended(workload, WorkloadFact.Ending.NEVER_BEGAN));
    }

    private static List<Fact> reviews() {
        ReviewId review = new ReviewId("rev-8");
        TeamId kafka = new TeamId("kafka");
        return List.of(
                new ReviewFact.Decided(
                        review,
                        "4b825dc",
                        "9f86d081884c7d65",
                        ReviewFact.Decision.DENY,
                        412,
                        Optional.of(WRITER),
                        Optional.of(ANA),
                        REVISION,
                        List.of(
                                new ReviewFact.Stated(
                                        kafka, "unsatisfied", Optional.of(398), Optional.empty(), Optional.empty()),
                                new ReviewFact.Stated(
                                        new TeamId("platform"),
                                        "waiting",
                                        Optional.empty(),
                                        Optional.of(ActorId.agent("platform-reviewer")),
                                        Optional.of("late"))),
                        List.of(new ReviewFact.Noted(
                                kafka, "kafka-new-producer", "high", "flags/checkout.json", 2, "60303ae2")),
                        1),
                new ReviewFact.OverrideProposed(review, BEN, "the shop is down without it"),
                new ReviewFact.Overridden(review, Set.of(kafka), BEN, ANA, "the shop is down without it"),
                new ReviewFact.Turned(review, ReviewFact.Outcome.INCIDENT, "kafka-2026-11-broker-disk-full"),
                new ReviewFact.NotUseful(review, kafka, "kafka-new-producer", "60303ae2", Optional.of(ANA)));
    }

    private static List<Fact> jobs() {
        JobId job = new JobId("job-9");
        AssetId daily = AssetId.parse("table:sales.daily");
        AssetId batch = AssetId.parse("job:sales-daily-batch");
        return List.of(
                new JobFact.Refused(
                        job,
                        Chain.of(ANA, WRITER),
                        SESSION,
                        batch,
                        "spark-batch",
                        List.of("read-not-permitted: `agent:report-writer` may not read `table:hr.payroll`")),
                new JobFact.Admitted(
                        job,
                        Chain.of(ANA, WRITER),
                        SESSION,
                        batch,
                        new TeamId("growth"),
                        "spark-batch",
                        "process",
                        "9f86d081884c7d65",
                        Set.of(AssetId.parse("table:sales.orders")),
                        Set.of(daily),
                        "cgroup2",
                        START.plusSeconds(3600),
                        3,
                        "isolation",
                        REVISION),
                new JobFact.Began(job, 2, new WorkloadId("run-4"), List.of("spark.driver.memory=2048m")),
                new JobFact.Ended(job, 1, Optional.of(52), "exited"),
                new JobFact.Checked(job, 2, daily, "not-empty", true, "4096 bytes of data"),
                new JobFact.Diagnosed(job, 1, "jvm-heap-oom", 970, "job", "raise-memory", 2, "60303ae22b998861"),
                new JobFact.Remedied(
                        job, 1, "jvm-heap-oom", "raise-memory", List.of("spark.driver.memory=2048m"), "isolation"),
                new JobFact.Published(job, 2, daily, JobFact.Stage.DONE, "60303ae22b998861"),
                new JobFact.Adopted(job, "acme/replica-2"),
                new JobFact.Closed(job, JobFact.Outcome.HANDED_BACK, "no skill knows this failure", Optional.of(ANA)),
                new JobFact.Quarantined(
                        job, 2, "warehouse-connections", "42 connections of `job-9`, and 20 are its limit"),
                new JobFact.Released(job, Chain.of(ANA)),
                new JobFact.Supposed(
                        job,
                        1,
                        ActorId.agent("diagnostician"),
                        AssetId.parse("model:hosted/small-1"),
                        "answered",
                        1,
                        2,
                        "60303ae22b998861"));
    }
}
