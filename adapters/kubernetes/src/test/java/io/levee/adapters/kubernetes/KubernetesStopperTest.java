package io.levee.adapters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.levee.facts.StopFact;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import io.levee.testkit.StopTrial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against fabric8's server, which keeps objects as Kubernetes does but has no controllers and no nodes.
final class KubernetesStopperTest {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    @SuppressWarnings("NullAway.Init")
    private KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient cluster;

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
    void jobsAndPodsOfTheScopeAreGoneAndNoOthers() {
        Job job = job("report", Map.of("agent", "writer"));
        pod("report-x", Map.of(), ownedBy(job));
        pod("bare", Map.of("agent", "writer"));
        pod("others", Map.of("agent", "other"));
        pod("done", Map.of("agent", "writer"));
        cluster.pods()
                .inNamespace("agents")
                .withName("done")
                .editStatus(it -> new PodBuilder(it)
                        .withNewStatus()
                        .withPhase("Succeeded")
                        .endStatus()
                        .build());
        StopTrial trial = trial("writer agent=writer", "other agent=other");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();

        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(3);

        Stopper.Proof proof = trial.stopper().verify(order, StopTrial.AT);
        assertThat(proof.holds()).as(proof.evidence()).isTrue();
        assertThat(names(cluster.pods().inNamespace("agents").list().getItems()))
                .containsExactlyInAnyOrder("others", "done");
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isZero();
    }

    @Test
    void whatMakesPodsIsHeldAndLetGoAsItWas() {
        cronJob("nightly", Map.of("agent", "writer"), false);
        cronJob("paused", Map.of("agent", "writer"), true);
        Deployment web = deployment("web", Map.of("agent", "writer"), 3);
        pod("web-1", Map.of(), ownedBy(web));
        StopTrial trial = trial("writer agent=writer");
        StopFact.Ordered order = trial.order("s-1", "writer");

        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(3);

        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
        assertThat(suspended()).isEqualTo(Map.of("nightly", true, "paused", true));
        assertThat(replicas("web")).isZero();
        assertThat(cluster.pods().inNamespace("agents").list().getItems()).isEmpty();

        trial.resumed(order);
        trial.stopper().resume(order);
        trial.stopper().resume(order);
        assertThat(suspended()).isEqualTo(Map.of("nightly", false, "paused", true));
        assertThat(replicas("web")).isEqualTo(3);
        assertThat(cluster.apps()
                        .deployments()
                        .inNamespace("agents")
                        .withName("web")
                        .get()
                        .getMetadata()
                        .getAnnotations()
                        .get(Held.BY))
                .isNull();
    }

    @Test
    void whatAnotherOrderCoversStaysHeld() {
        cronJob("shared", Map.of("agent", "writer", "tier", "batch"), false);
        StopTrial trial = trial("writer agent=writer", "other tier=batch");
        StopFact.Ordered first = trial.order("s-1", "writer");
        trial.stopper().stop(first, StopTrial.AT);
        StopFact.Ordered second = trial.order("s-2", "other");
        trial.stopper().stop(second, StopTrial.AT);

        trial.resumed(first);
        trial.stopper().resume(first);
        assertThat(suspended()).isEqualTo(Map.of("shared", true));
        assertThat(trial.stopper().verify(second, StopTrial.AT).holds()).isTrue();

        trial.resumed(second);
        trial.stopper().resume(second);
        assertThat(suspended()).isEqualTo(Map.of("shared", false));
    }

    @Test
    void aPodThatStaysTerminatingIsNotCalledGone() {
        cluster.pods()
                .inNamespace("agents")
                .resource(new PodBuilder(podOf("stuck", Map.of("agent", "writer")))
                        .editMetadata()
                        .withFinalizers("acme.example/keep")
                        .endMetadata()
                        .build())
                .create();
        pod("easy", Map.of("agent", "writer"));
        StopTrial trial = trial("writer agent=writer");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThatThrownBy(() -> trial.stopper().stop(order, StopTrial.AT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("0 would make pods, 0 jobs and 1 pods have not ended, 1 of them are Terminating;"
                        + " 0 requests were refused");
        assertThat(names(cluster.pods().inNamespace("agents").list().getItems()))
                .as("one that fails does not keep the other alive")
                .containsExactly("stuck");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();
    }

    @Test
    void aRehearsalAsksForEachRightAndStopsTheCanary() {
        answerReviews(true);
        deployment("canary", Map.of("agent", "canary"), 1);
        deployment("web", Map.of("agent", "writer"), 2);
        assertThat(trial("writer agent=writer").stopper().rehearse().orElseThrow())
                .isEqualTo(new Stopper.Proof(true, "12 of 12 rights; nothing was stopped"));

        Stopper.Proof proof = canaryTrial("agent=canary").stopper().rehearse().orElseThrow();
        assertThat(proof.holds()).as(proof.evidence()).isTrue();
        assertThat(proof.evidence()).endsWith("1 let go again");
        assertThat(replicas("canary")).isEqualTo(1);
        assertThat(replicas("web")).isEqualTo(2);
        assertThat(canaryTrial("agent=nobody")
                        .stopper()
                        .rehearse()
                        .orElseThrow()
                        .holds())
                .as("a canary that is not there")
                .isFalse();
    }

    @Test
    void aRightThatIsMissingFailsTheRehearsal() {
        answerReviews(false);
        deployment("canary", Map.of("agent", "canary"), 1);
        assertThat(canaryTrial("agent=canary").stopper().rehearse().orElseThrow())
                .isEqualTo(new Stopper.Proof(false, "0 of 12 rights; nothing was stopped"));
    }

    @Test
    void aClusterThatRefusesOrIsDownIsNotStopped() {
        StopTrial trial = trial("writer agent=writer");
        StopFact.Ordered order = trial.order("s-1", "writer");
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/agents/pods?limit=500")
                .andReturn(403, "{}")
                .always();
        assertThatThrownBy(() -> trial.stopper().stop(order, StopTrial.AT))
                .isInstanceOf(KubernetesClientException.class);
        assertThatThrownBy(() -> trial.stopper().verify(order, StopTrial.AT))
                .isInstanceOf(KubernetesClientException.class);
        server.shutdown();
        assertThatThrownBy(() -> trial.stopper().verify(order, StopTrial.AT))
                .isInstanceOf(KubernetesClientException.class);
    }

    private void answerReviews(boolean allowed) {
        server.expect()
                .post()
                .withPath(REVIEWS)
                .andReturn(
                        201,
                        new SelfSubjectAccessReviewBuilder()
                                .withNewStatus()
                                .withAllowed(allowed)
                                .endStatus()
                                .build())
                .always();
    }

    private StopTrial trial(String... footholds) {
        return new StopTrial(new OnServer(), Map.of(), Optional.empty(), List.of(footholds));
    }

    private StopTrial canaryTrial(String canary) {
        return new StopTrial(new OnServer(), Map.of(), Optional.of(canary), List.of());
    }

    /// The stopper on the server of this test; how a cluster is found, [AccessTest] holds.
    private final class OnServer implements StopperKind {
        @Override
        public String system() {
            return "kubernetes";
        }

        @Override
        public Set<String> required() {
            return Set.of();
        }

        @Override
        public Set<String> optional() {
            return Set.of();
        }

        @Override
        public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
            return new KubernetesStopper(source.name(), server::createClient, "agents", footholds);
        }
    }

    private static OwnerReference ownedBy(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .build();
    }

    private static Pod podOf(String name, Map<String, String> labels, OwnerReference... owners) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("agents")
                .withLabels(labels)
                .withOwnerReferences(owners)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }

    private void pod(String name, Map<String, String> labels, OwnerReference... owners) {
        cluster.pods()
                .inNamespace("agents")
                .resource(podOf(name, labels, owners))
                .create();
    }

    private Job job(String name, Map<String, String> labels) {
        return cluster.batch()
                .v1()
                .jobs()
                .inNamespace("agents")
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("agents")
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
    }

    private void cronJob(String name, Map<String, String> labels, boolean suspended) {
        CronJob made = new CronJobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("agents")
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withSchedule("0 3 * * *")
                .withSuspend(suspended)
                .endSpec()
                .build();
        cluster.batch().v1().cronjobs().inNamespace("agents").resource(made).create();
    }

    private Deployment deployment(String name, Map<String, String> labels, int replicas) {
        return cluster.apps()
                .deployments()
                .inNamespace("agents")
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("agents")
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .build())
                .create();
    }

    private Map<String, Boolean> suspended() {
        Map<String, Boolean> suspended = new HashMap<>();
        cluster.batch()
                .v1()
                .cronjobs()
                .inNamespace("agents")
                .list()
                .getItems()
                .forEach(it ->
                        suspended.put(it.getMetadata().getName(), it.getSpec().getSuspend()));
        return suspended;
    }

    private int replicas(String name) {
        return cluster.apps()
                .deployments()
                .inNamespace("agents")
                .withName(name)
                .get()
                .getSpec()
                .getReplicas();
    }

    private static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(it -> it.getMetadata().getName()).toList();
    }
}
