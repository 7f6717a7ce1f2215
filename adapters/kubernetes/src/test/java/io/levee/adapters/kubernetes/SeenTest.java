package io.levee.adapters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.levee.rooms.jobs.Engine.Look;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the objects of Kubernetes mean, as its controllers and nodes write them.
final class SeenTest {
    private static final String OOM = "{state: {terminated: {exitCode: 137, reason: OOMKilled}}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # condition                                   | status of the pod                                                    | exit | broke
            {type: Complete, status: "True"}              | {phase: Succeeded}                                                   | 0    |
            {type: Failed, status: "True", reason: BackoffLimitExceeded} | {phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 3, reason: Error}}}]} | 3 |
            {type: Failed, status: "True", reason: BackoffLimitExceeded} | {phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 137, reason: OOMKilled}}}]} | 137 | memory
            {type: Failed, status: "True", reason: DeadlineExceeded}     | {phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 143, reason: Error}}}]} | 124 |
            {type: Failed, status: "True", reason: BackoffLimitExceeded} | {phase: Failed, reason: Evicted, message: "Pod ephemeral local storage usage exceeds the total limit of containers 1Gi."} | 1 | disk
            {type: Failed, status: "True", reason: BackoffLimitExceeded} | {phase: Failed, reason: Evicted, message: "The node was low on resource: memory."} | 1 |
            {type: Failed, status: "True", reason: BackoffLimitExceeded} | {phase: Failed}                                       | 1    |
            {type: Failed, status: "False"}               | {phase: Pending, containerStatuses: [{state: {waiting: {reason: InvalidImageName}}}]} | 125 |
            {type: Failed, status: "False"}               | {phase: Pending, containerStatuses: [{state: {waiting: {reason: ErrImageNeverPull}}}]} | 125 |
            {type: Failed, status: "False"}               | {phase: Pending, containerStatuses: [{state: {waiting: {reason: CreateContainerConfigError}}}]} | 125 |
            """)
    void howItEnded(String condition, String status, int exit, String broke) {
        assertThat(seen(condition, status).look("")).isEqualTo(new Look.Exited(exit, Optional.ofNullable(broke)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{phase: Pending}",
                "{phase: Pending, containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]}",
                "{phase: Pending, containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}"
            })
    void aPodThatWaitsShowsNoLife(String status) {
        assertThat(seen("{type: Failed, status: \"False\"}", status).look("")).isEqualTo(new Look.Running(0));
    }

    @Test
    void aPodThatEndedBeforeItsJobDidStillRuns() {
        assertThat(seen("{type: Failed, status: \"False\"}", "{phase: Failed, containerStatuses: [" + OOM + "]}")
                        .look(""))
                .isInstanceOf(Look.Running.class);
    }

    @Test
    void aPodThatRunsShowsLifeWithEachLineThatItPrints() {
        Seen seen = seen(
                "{type: Failed, status: \"False\"}",
                "{phase: Running, containerStatuses: [{state: {running: {startedAt: \"2026-03-02T10:00:00Z\"}}}]}");

        long silent = signs(seen.look(""));
        long first = signs(seen.look("2026-03-02T10:00:01.5Z a line"));
        long next = signs(seen.look("2026-03-02T10:00:02.5Z a line"));

        assertThat(silent).isPositive();
        assertThat(first).isGreaterThan(silent);
        assertThat(next - first).isEqualTo(1_000);
        assertThat(signs(seen.look("no time"))).isEqualTo(silent);
    }

    private static long signs(Look look) {
        return look instanceof Look.Running(long signs) ? signs : -1;
    }

    static Seen seen(String condition, String status) {
        Job job = Serialization.unmarshal(
                "---\n{apiVersion: batch/v1, kind: Job, metadata: {name: run-1f2e}, status: {conditions: [%s]}}"
                        .formatted(condition),
                Job.class);
        Pod pod = Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Pod, metadata: {name: run-1f2e-x7}, status: %s}".formatted(status),
                Pod.class);
        return new Seen(job, List.of(pod));
    }
}
