package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.Rest;
import io.levee.facts.WorkloadId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void whatSkillsWantLookedAtIsSaid() {
        try (FlinkDouble flink = new FlinkDouble()) {
            String job = RunIds.job(new WorkloadId("run-1"));
            flink.runs(job, "job", "RUNNING");
            flink.below.put("checkpoints", """
                    {"counts":{"completed":3,"failed":2,"restored":1},"latest":{
                      "completed":{"id":3,"external_path":"file:/c/chk-3"},"failed":{"failure_message":"expired"}}}""");
            flink.below.put("metrics", "[{\"id\":\"numRestarts\",\"value\":\"4\"}]");
            FlinkRuns runs = new FlinkRuns(Rest.at(flink.url(), PATIENCE, Limits.LISTS));
            assertThat(Evidence.of(runs, job, Set.of("checkpoints", "restarts", "slots", "gc-log")))
                    .isEqualTo(Map.of(
                            "checkpoints",
                            "3 completed, 2 failed, 1 restored; the last is file:/c/chk-3; the last failure: expired",
                            "restarts",
                            "started again 4 times",
                            "slots",
                            "3 of 4 slots are free, on 1 TaskManagers; 1 jobs run"));
        }
    }
}
