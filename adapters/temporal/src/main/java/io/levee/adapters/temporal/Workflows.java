package io.levee.adapters.temporal;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.levee.adapters.rest.NamePattern;
import io.levee.adapters.rest.Sweep;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// What a stop needs of Temporal's
/// [WorkflowService](https://github.com/temporalio/api/blob/master/temporal/api/workflowservice/v1/service.proto). What
/// goes wrong there throws [StatusRuntimeException].
///
/// Workflows are named by their id, never by a run: one that continues as new, or is tried again, is the same.
final class Workflows {
    private static final int PAGE = 1_000;
    private static final int OPEN_MAX = 20_000;
    private static final long ANSWER_MILLIS_MAX = 3_000;

    /// `CONTINUED_AS_NEW` is not among them: there is a next run. A word that a later Temporal adds is no end.
    private static final Set<WorkflowExecutionStatus> ENDED = EnumSet.of(
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT);

    private final Channel channel;
    private final String namespace;

    Workflows(Channel channel, String namespace) {
        this.channel = channel;
        this.namespace = namespace;
    }

    /// Ids of those that have not ended. The list lags behind, so whatever was seen, and whatever a foothold names
    /// whole, is asked after one by one.
    Set<String> live(List<NamePattern> covered, Collection<String> seen) {
        Set<String> candidates = new TreeSet<>(seen);
        covered.stream().filter(NamePattern::isExact).map(NamePattern::text).forEach(candidates::add);
        if (!covered.stream().allMatch(NamePattern::isExact)) {
            open().stream()
                    .filter(id -> covered.stream().anyMatch(pattern -> pattern.matches(id)))
                    .forEach(candidates::add);
        }
        Set<String> live = new TreeSet<>();
        Sweep.of(candidates, id -> runs(id) ? List.of(id) : List.<String>of())
                .orThrow("asking after")
                .forEach(live::addAll);
        return live;
    }

    /// @throws IllegalStateException where there are more than anybody waits for
    Set<String> open() {
        Set<String> open = new TreeSet<>();
        ByteString next = ByteString.EMPTY;
        do {
            ListOpenWorkflowExecutionsResponse page = stub().listOpenWorkflowExecutions(
                            ListOpenWorkflowExecutionsRequest.newBuilder()
                                    .setNamespace(namespace)
                                    .setMaximumPageSize(PAGE)
                                    .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
                                    .setNextPageToken(next)
                                    .build());
            page.getExecutionsList().forEach(it -> open.add(it.getExecution().getWorkflowId()));
            next = page.getNextPageToken();
            if (open.size() > OPEN_MAX) {
                throw new IllegalStateException("more than %d open workflows".formatted(OPEN_MAX));
            }
        } while (!next.isEmpty());
        return open;
    }

    private boolean runs(String id) {
        try {
            WorkflowExecutionStatus status = stub().describeWorkflowExecution(
                            DescribeWorkflowExecutionRequest.newBuilder()
                                    .setNamespace(namespace)
                                    .setExecution(named(id))
                                    .build())
                    .getWorkflowExecutionInfo()
                    .getStatus();
            return !ENDED.contains(status);
        } catch (StatusRuntimeException e) {
            if (isUnknown(e)) {
                return false;
            }
            throw e;
        }
    }

    /// False where Temporal knows no such workflow that runs.
    boolean terminate(String id, String reason) {
        try {
            var _ = stub().terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder()
                    .setNamespace(namespace)
                    .setWorkflowExecution(named(id))
                    .setReason(reason)
                    .setIdentity("levee")
                    .build());
            return true;
        } catch (StatusRuntimeException e) {
            if (isUnknown(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isUnknown(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    private static WorkflowExecution named(String id) {
        return WorkflowExecution.newBuilder().setWorkflowId(id).build();
    }

    private WorkflowServiceGrpc.WorkflowServiceBlockingStub stub() {
        return WorkflowServiceGrpc.newBlockingStub(channel).withDeadlineAfter(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }
}
