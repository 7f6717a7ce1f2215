package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.levee.rooms.jobs.Engine.Look;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A Job and its pods at one moment, and what that means for the attempt. Pure.
record Seen(Job job, List<Pod> pods) {
    /// As `timeout` of a shell has it.
    private static final int LATE = 124;
    /// As `docker run` has it: the container was never made.
    private static final int NEVER_MADE = 125;

    private static final String OOM = "OOMKilled";
    /// What time does not mend.
    private static final Set<String> HOPELESS =
            Set.of("ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError");
    /// What the container of a phase is worth as a sign of life.
    private static final long PHASE = 1;

    Seen {
        pods = List.copyOf(pods);
    }

    /// @param lastLine of the pod that runs, behind its time; empty where there is none
    Look look(String lastLine) {
        if (condition("Complete").isPresent()) {
            return new Look.Exited(0, Optional.empty());
        }
        Optional<JobCondition> failed = condition("Failed");
        if (failed.isPresent()) {
            return failed(String.valueOf(failed.get().getReason()));
        }
        if (waiting().anyMatch(state -> HOPELESS.contains(String.valueOf(state.getReason())))) {
            return new Look.Exited(NEVER_MADE, Optional.empty());
        }
        boolean runs = running().isPresent();
        return new Look.Running((runs ? PHASE : 0) + printedAt(lastLine));
    }

    private Look failed(String reason) {
        if (reason.equals("DeadlineExceeded")) {
            return new Look.Exited(LATE, Optional.empty());
        }
        Optional<ContainerStateTerminated> ended = terminated().findFirst();
        int exit = ended.map(ContainerStateTerminated::getExitCode)
                .filter(code -> code != 0)
                .orElse(1);
        if (ended.filter(it -> OOM.equals(it.getReason())).isPresent()) {
            return new Look.Exited(exit, Optional.of("memory"));
        }
        return new Look.Exited(exit, pods.stream().anyMatch(Seen::usedUpDisk) ? Optional.of("disk") : Optional.empty());
    }

    private static boolean usedUpDisk(Pod pod) {
        String message =
                pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getMessage());
        return pod.getStatus() != null
                && "Evicted".equals(pod.getStatus().getReason())
                && (message.contains("ephemeral") || message.contains("EmptyDir"));
    }

    boolean ended() {
        return condition("Complete").isPresent() || condition("Failed").isPresent();
    }

    /// The pod whose container runs.
    Optional<Pod> running() {
        return pods.stream()
                .filter(pod -> statuses(pod)
                        .anyMatch(status ->
                                status.getState() != null && status.getState().getRunning() != null))
                .findFirst();
    }

    Stream<ContainerStateTerminated> terminated() {
        return pods.stream()
                .flatMap(Seen::statuses)
                .map(status ->
                        status.getState() == null ? null : status.getState().getTerminated())
                .filter(Objects::nonNull);
    }

    private Stream<ContainerStateWaiting> waiting() {
        return pods.stream()
                .flatMap(Seen::statuses)
                .map(status ->
                        status.getState() == null ? null : status.getState().getWaiting())
                .filter(Objects::nonNull);
    }

    static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null ? Stream.of() : pod.getStatus().getContainerStatuses().stream();
    }

    Optional<JobCondition> condition(String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(it -> type.equals(it.getType()) && "True".equals(it.getStatus()))
                        .findFirst();
    }

    /// In milliseconds; 0 for nothing.
    private static long printedAt(String line) {
        int space = line.indexOf(' ');
        try {
            return Instant.parse(space < 0 ? line.strip() : line.substring(0, space))
                    .toEpochMilli();
        } catch (DateTimeParseException _) {
            return 0;
        }
    }
}
