package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `kubectl describe` tells of a Job, its pods and their events, in its words: what is known of failures on
/// Kubernetes is known in these. Pure.
final class Described {
    private static final int LINE_MAX = 2_000;

    private final StringBuilder text = new StringBuilder();

    private Described() {}

    static String of(Seen seen, List<Event> events) {
        Described described = new Described();
        described.job(seen);
        seen.pods().forEach(described::pod);
        if (!events.isEmpty()) {
            described.line("Events:");
            events.forEach(described::event);
        }
        return described.text.toString();
    }

    private void job(Seen seen) {
        line("Job " + seen.job().getMetadata().getName());
        for (String type : List.of("Complete", "Failed")) {
            seen.condition(type)
                    .ifPresent(it -> line("  %s  %s  %s".formatted(type, said(it.getReason()), said(it.getMessage()))));
        }
    }

    private void pod(Pod pod) {
        line("Pod " + pod.getMetadata().getName());
        if (pod.getStatus() == null) {
            return;
        }
        line("  Status:       " + said(pod.getStatus().getPhase()));
        reason("  ", pod.getStatus().getReason(), pod.getStatus().getMessage());
        pod.getStatus().getConditions().stream()
                .filter(it -> it.getReason() != null)
                .forEach(it -> line("  %s=%s  %s  %s"
                        .formatted(it.getType(), it.getStatus(), it.getReason(), said(it.getMessage()))));
        Seen.statuses(pod).forEach(this::container);
    }

    private void container(ContainerStatus status) {
        line("  Container " + said(status.getName()));
        line("    Restart Count:  " + status.getRestartCount());
        state("State", status.getState());
        state("Last State", status.getLastState());
    }

    private void state(String which, @Nullable ContainerState state) {
        if (state == null) {
            return;
        }
        if (state.getWaiting() != null) {
            line("    %s:  Waiting".formatted(which));
            reason("      ", state.getWaiting().getReason(), state.getWaiting().getMessage());
        }
        if (state.getTerminated() != null) {
            line("    %s:  Terminated".formatted(which));
            reason(
                    "      ",
                    state.getTerminated().getReason(),
                    state.getTerminated().getMessage());
            line("      Exit Code:    " + state.getTerminated().getExitCode());
        }
    }

    private void event(Event event) {
        String from = event.getSource() == null ? null : event.getSource().getComponent();
        line("  %s  %s  %s  %s"
                .formatted(
                        said(event.getType()),
                        said(event.getReason()),
                        said(from == null ? event.getReportingComponent() : from),
                        said(event.getMessage())));
    }

    private void reason(String indent, @Nullable String reason, @Nullable String message) {
        if (reason != null && !reason.isEmpty()) {
            line(indent + "Reason:       " + reason);
        }
        if (message != null && !message.isEmpty()) {
            line(indent + "Message:      " + message.replace('\n', ' '));
        }
    }

    private void line(String line) {
        text.append(line, 0, Math.min(line.length(), LINE_MAX)).append('\n');
    }

    private static String said(@Nullable String word) {
        return word == null ? "" : word.replace('\n', ' ');
    }
}
