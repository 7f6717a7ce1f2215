package io.levee.adapters.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import io.levee.testkit.StopTrial;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against Temporal's own test server, on a port.
final class TemporalStopperTest {
    private static final String NAMESPACE = "agents";

    @SuppressWarnings("NullAway.Init")
    private static TestServer.PortBoundTestServer server;

    @SuppressWarnings("NullAway.Init")
    private static ManagedChannel channel;

    private static int port;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = TestServer.createPortBoundServer(port);
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void end() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void workflowsOfTheScopeAreTerminatedAndNoOthers() {
        begin("report-1");
        begin("report-2");
        begin("exact");
        begin("others-1");
        StopTrial trial = trial("writer report-*", "writer exact", "other others-*");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThat(trial.stopper().verify(order, StopTrial.AT))
                .isEqualTo(new Stopper.Proof(false, "2 footholds: 3 workflows have not ended"));

        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(3);

        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
        for (String id : List.of("report-1", "report-2", "exact")) {
            assertThat(status(id)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
        }
        assertThat(status("others-1")).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isZero();
    }

    @Test
    void oneThatIsBegunAgainIsSeenAndEnded() {
        begin("again-1");
        StopTrial trial = trial("writer again-*");
        StopFact.Ordered order = trial.order("s-2", "writer");
        trial.stopper().stop(order, StopTrial.AT);
        begin("again-1");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(1);
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
    }

    @Test
    void aRehearsalEndsNothing() {
        begin("kept");
        StopTrial trial = trial("writer kept");
        Stopper.Proof proof = trial.stopper().rehearse().orElseThrow();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.evidence()).endsWith("not there: NOT_FOUND; no workflow was ended");
        assertThat(trial.stopper()
                        .verify(trial.order("s-4", "writer"), StopTrial.AT)
                        .holds())
                .as("one that only its whole id names")
                .isFalse();
        assertThat(status("kept")).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }

    @Test
    void aServerThatIsDownOrSilentIsNotStopped() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            int dead;
            try (ServerSocket free = new ServerSocket(0)) {
                dead = free.getLocalPort();
            }
            for (int nobody : List.of(dead, silent.getLocalPort())) {
                StopTrial trial = new StopTrial(
                        new TemporalKind(),
                        Map.of("target", "127.0.0.1:" + nobody, "namespace", NAMESPACE),
                        "writer report-*");
                StopFact.Ordered order = trial.order("s-3", "writer");
                assertThatThrownBy(() -> trial.stopper().stop(order, StopTrial.AT))
                        .isInstanceOf(StatusRuntimeException.class);
                assertThatThrownBy(() -> trial.stopper().verify(order, StopTrial.AT))
                        .isInstanceOf(StatusRuntimeException.class);
                assertThatThrownBy(() -> trial.stopper().rehearse()).isInstanceOf(StatusRuntimeException.class);
            }
        }
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        for (Map<String, String> settings : List.of(
                Map.of("target", "https://temporal:7233", "namespace", NAMESPACE),
                Map.of("target", "temporal", "namespace", NAMESPACE),
                Map.of("target", "127.0.0.1:7233", "namespace", " "))) {
            assertThatThrownBy(() -> new StopTrial(new TemporalKind(), settings).stopper())
                    .as(settings.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Map<String, String> settings = Map.of("target", "127.0.0.1:7233", "namespace", NAMESPACE);
        assertThatThrownBy(
                        () -> new StopTrial(new TemporalKind(), settings, Optional.of("canary"), List.of()).stopper())
                .hasMessageContaining("leave out the canary `canary`");
    }

    private static StopTrial trial(String... footholds) {
        return new StopTrial(
                new TemporalKind(), Map.of("target", "127.0.0.1:" + port, "namespace", NAMESPACE), footholds);
    }

    private static void begin(String id) {
        var _ = WorkflowServiceGrpc.newBlockingStub(channel)
                .startWorkflowExecution(StartWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setWorkflowId(id)
                        .setRequestId(UUID.randomUUID().toString())
                        .setWorkflowType(WorkflowType.newBuilder().setName("Report"))
                        .setTaskQueue(TaskQueue.newBuilder().setName("reports"))
                        .build());
    }

    private static WorkflowExecutionStatus status(String id) {
        return WorkflowServiceGrpc.newBlockingStub(channel)
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                        .build())
                .getWorkflowExecutionInfo()
                .getStatus();
    }
}
