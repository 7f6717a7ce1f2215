package io.levee.adapters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.levee.catalog.AssetId;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.EngineSource;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.Engine.Look;
import io.levee.rooms.jobs.Setting;
import io.levee.rooms.jobs.SharedStaging;
import io.levee.testkit.EngineTrial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against fabric8's server, a double: it keeps objects as Kubernetes does but has no controllers and no nodes, so the
/// test says what these would.
final class KubernetesEngineTest {
    private static final String REPORT =
            "kubectl create job report --image=acme.example/report:7 --limits=cpu=500m,memory=512Mi -- report --out $LEVEE_STAGING $(PRICE)";
    private static final String JOBS = "/apis/batch/v1/namespaces/agents/jobs";
    private static final String LOG = "/api/v1/namespaces/agents/pods/run-1f2e-x7/log?container=job&";

    private static final String DRY =
            "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"run-1f2e\"}}";

    private static final WorkloadId RUN = new WorkloadId("run-1f2e");

    @SuppressWarnings("NullAway.Init")
    private KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient cluster;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        server = new KubernetesMockServer(
                new Context(), new MockWebServer(), responses, new KubernetesMixedDispatcher(responses), false);
        server.init();
        cluster = server.createClient();
    }

    @AfterEach
    void end() {
        cluster.close();
        server.destroy();
    }

    @Test
    void anAttemptIsOneJobWithinItsCapsAndWithoutPrivileges() {
        dryRuns(201, DRY);
        assertThat(begin(engine(), REPORT)).isEqualTo(new Begun.Running());

        Job made = made().orElseThrow();
        assertThat(made.getMetadata().getLabels())
                .isEqualTo(Map.of(
                        "levee.io/job", "job-trial",
                        "levee.io/run", "run-1f2e",
                        "levee.io/agent", "pipeline-fixer",
                        "levee.io/name", "report"));
        assertThat(made.getSpec().getBackoffLimit()).isZero();
        assertThat(made.getSpec().getCompletions()).isEqualTo(1);
        assertThat(made.getSpec().getActiveDeadlineSeconds()).isEqualTo(180);
        assertThat(made.getSpec().getTtlSecondsAfterFinished()).isNull();
        assertThat(made.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(made.getSpec().getTemplate().getMetadata().getLabels()).containsEntry("levee.io/run", "run-1f2e");
        PodSpec pod = made.getSpec().getTemplate().getSpec();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        Container container = pod.getContainers().getFirst();
        assertThat(container.getImage()).isEqualTo("acme.example/report:7");
        assertThat(container.getCommand())
                .as("nothing is put in the place of what looks like a variable")
                .containsExactly("report", "--out", "/levee/staging", "$$(PRICE)");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        Map<String, Quantity> caps = Map.of(
                "memory", new Quantity("536870912"),
                "cpu", new Quantity("500m"),
                "ephemeral-storage", new Quantity("2048Mi"));
        assertThat(container.getResources().getLimits()).isEqualTo(caps);
        assertThat(container.getResources().getRequests()).isEqualTo(caps);
        assertThat(container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue)))
                .isEqualTo(Map.of(
                        "PRICE", "5$$(HOME)",
                        "LEVEE_JOB", "job-trial",
                        "LEVEE_ATTEMPT", "1",
                        "LEVEE_STAGING", "/levee/staging"));
        assertThat(container.getVolumeMounts().getFirst().getSubPath()).isEqualTo("run-1f2e");
        assertThat(pod.getVolumes().getFirst().getPersistentVolumeClaim().getClaimName())
                .isEqualTo("levee");
        assertThat(engine().staging(RUN)).contains(folder.resolve("run-1f2e"));
        assertThat(folder.resolve("run-1f2e")).isDirectory();
    }

    @Test
    void anAttemptIsBegunOnceAlsoWhereItEnded() throws InterruptedException {
        dryRuns(201, DRY);
        begin(engine(), REPORT);
        String uid = made().orElseThrow().getMetadata().getUid();
        status("{conditions: [{type: Failed, status: \"True\", reason: BackoffLimitExceeded}]}");

        assertThat(begin(engine(), REPORT)).isEqualTo(new Begun.Running());

        assertThat(made().orElseThrow().getMetadata().getUid()).isEqualTo(uid);
        assertThat(posted()).isEqualTo(2L); // a dry run and the real one, both of the first time
    }

    @Test
    void aJobOfSomebodyElseIsNotTakenForIt() {
        cluster.batch()
                .v1()
                .jobs()
                .inNamespace("agents")
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName("run-1f2e")
                        .endMetadata()
                        .build())
                .create();
        assertThat(begin(engine(), REPORT))
                .isInstanceOfSatisfying(
                        Begun.Failed.class, no -> assertThat(no.why()).contains("not of Levee"));
    }

    @Test
    void whatARuleOfTheClusterRefusesIsNotBegun() {
        dryRuns(
                403,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":403,\"message\":\"exceeded quota: team-quota\"}");

        assertThat(begin(engine(), REPORT)).isEqualTo(new Begun.Failed("dry run: exceeded quota: team-quota"));
        assertThat(made()).isEmpty();
    }

    @Test
    void whatTheCommandMayNotAskForIsRefused() {
        Map<String, String> refused = Map.of(
                "kubectl create job report --image=evil.example/report:7", "`evil.example/report:7` may not run",
                "kubectl create job report --image=acme.example/r:7 --limits=memory=2Gi", "the job has 1024 MiB",
                "kubectl create job report --image=acme.example/r:7 --limits=cpu=2", "the job has 1.500",
                "kubectl create job report --image=acme.example/r:7 --privileged", "`--privileged` has no place");
        refused.forEach((command, why) -> assertThat(begin(engine(), command))
                .isInstanceOfSatisfying(
                        Begun.Failed.class, no -> assertThat(no.why()).contains(why)));
        assertThat(begin(engine(Optional.empty()), REPORT))
                .isInstanceOfSatisfying(
                        Begun.Failed.class, no -> assertThat(no.why()).contains("stages nothing"));
        assertThat(made()).isEmpty();
    }

    @Test
    void aClusterThatDoesNotAnswerHasNotLostTheAttempt() {
        KubernetesEngine engine = engine();
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Gone());

        server.shutdown();

        assertThatThrownBy(() -> engine.seen(RUN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begin(engine, REPORT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.end(RUN, job(REPORT))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatRanIsGoneAfterItsEndAndWhatItPrintedIsNot() throws IOException {
        dryRuns(201, DRY);
        begin(engine(), REPORT);
        pod("{phase: Running, containerStatuses: [{name: job, restartCount: 0, state: {running: {}}}]}");
        prints("tailLines=40000&limitBytes=4194304", "java.lang.OutOfMemoryError: Java heap space\n");
        prints("tailLines=1&timestamps=true&limitBytes=256", "2026-03-02T10:00:01Z java.lang.Out");
        KubernetesEngine engine = engine();
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Running(1_772_445_601_001L));

        engine.end(RUN, job(REPORT));

        assertThat(made()).isEmpty();
        assertThat(cluster.pods().inNamespace("agents").list().getItems()).isEmpty();
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Gone());
        assertThat(log(engine)).containsEntry("container", "java.lang.OutOfMemoryError: Java heap space\n");
        engine.end(RUN, job(REPORT));

        engine.forget(RUN);
        assertThat(log(engine)).isEmpty();
    }

    @Test
    void whatEndedByItselfStaysForItsDiagnosisAndIsForgottenLater() throws IOException {
        dryRuns(201, DRY);
        begin(engine(), REPORT);
        status(
                "{conditions: [{type: Failed, status: \"True\", reason: BackoffLimitExceeded, message: \"Job has reached the specified backoff limit\"}]}");
        pod(
                "{phase: Failed, containerStatuses: [{name: job, restartCount: 0, state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}");
        prints("tailLines=40000&limitBytes=4194304", "reading\n");
        KubernetesEngine engine = engine();

        engine.end(RUN, job(REPORT));

        assertThat(made()).isPresent();
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Exited(137, Optional.of("memory")));
        assertThat(log(engine)).containsEntry("container", "reading\n");
        assertThat(log(engine).get("kubernetes"))
                .containsPattern("Reason: +OOMKilled")
                .containsPattern("Exit Code: +137")
                .contains("BackoffLimitExceeded  Job has reached the specified backoff limit");
        assertThat(engine.evidence(RUN, job(REPORT), Set.of("memory-usage", "previous-log", "restarts")))
                .containsEntry("memory-usage", "limit: 536870912; ended as OOMKilled with 137")
                .containsEntry("previous-log", "reading\n")
                .containsEntry("restarts", "1 pods, 0 restarts of their containers");

        engine.forget(RUN);
        assertThat(made()).isEmpty();
    }

    @Test
    void stagingAndClaimGoTogether() {
        assertThatThrownBy(() -> new KubernetesEngines()
                        .engine(
                                new EngineSource(
                                        "k8s",
                                        "kubernetes",
                                        AssetId.parse("cluster:k8s"),
                                        Optional.empty(),
                                        Map.of("namespace", "agents", "claim", "levee"),
                                        1),
                                name -> name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give both or none");
    }

    private static Begun begin(KubernetesEngine engine, String command) {
        return engine.begin(RUN, job(command), job(command).spec());
    }

    private static io.levee.rooms.jobs.Job job(String command) {
        return EngineTrial.job(
                EngineTrial.spec(
                        "kubernetes",
                        "kubernetes-job",
                        new Caps(1_024, 1_500, 100, 2_048),
                        List.of(new Setting("PRICE", "5$(HOME)")),
                        List.of(command.split(" "))),
                EngineTrial.AT,
                RUN.value());
    }

    private KubernetesEngine engine() {
        return engine(Optional.of(folder));
    }

    private KubernetesEngine engine(Optional<Path> staging) {
        return new KubernetesEngine(
                "k8s",
                AssetId.parse("cluster:k8s"),
                new KubernetesSettings("agents", Optional.empty(), staging.map(_ -> "levee"), List.of("acme.example/")),
                new SharedStaging(staging),
                this::connect,
                InstantSource.fixed(EngineTrial.AT));
    }

    /// As the engine's own client: what fails is tried again by whoever supervises, and not here.
    private KubernetesClient connect() {
        return server.createClient(client ->
                client.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
    }

    /// The double would keep what is only tried out.
    private void dryRuns(int status, String answer) {
        server.expect()
                .post()
                .withPath(JOBS + "?dryRun=All")
                .andReturn(status, answer)
                .always();
    }

    private Optional<Job> made() {
        return Optional.ofNullable(cluster.batch()
                .v1()
                .jobs()
                .inNamespace("agents")
                .withName("run-1f2e")
                .get());
    }

    private long posted() throws InterruptedException {
        long posted = 0;
        for (int left = server.getRequestCount(); left > 0; left--) {
            posted += server.takeRequest().getMethod().equals("POST") ? 1 : 0;
        }
        return posted;
    }

    private void status(String status) {
        cluster.batch()
                .v1()
                .jobs()
                .inNamespace("agents")
                .withName("run-1f2e")
                .editStatus(it -> new JobBuilder(it)
                        .withStatus(Serialization.unmarshal("---\n{status: %s}".formatted(status), Job.class)
                                .getStatus())
                        .build());
    }

    private void pod(String status) {
        Pod pod = Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Pod, metadata: {name: run-1f2e-x7, namespace: agents, labels: {levee.io/run: run-1f2e}}, status: %s}"
                        .formatted(status),
                Pod.class);
        cluster.pods().inNamespace("agents").resource(pod).create();
        cluster.pods().inNamespace("agents").resource(pod).updateStatus();
    }

    private void prints(String options, String text) {
        server.expect().get().withPath(LOG + options).andReturn(200, text).always();
    }

    private static Map<String, String> log(KubernetesEngine engine) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (LogFile file : engine.log(RUN, job(REPORT))) {
            try (InputStream text = file.open()) {
                all.put(file.name(), new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all;
    }
}
