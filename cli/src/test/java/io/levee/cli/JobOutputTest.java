package io.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class JobOutputTest {
    private static final String JOB = """
            {"id": "job-7", "outcome": "handed-back", "why": "no skill knows this failure", "attempts": [
              {"number": 1, "ended": "exited", "exit": 3, "changes": [], "checks": [], "diagnosis": {
                "signature": "unknown", "confidence": 0.1, "part": "either", "cause": "it broke", "evidence": [],
                "collected": [], "remedy": null, "command": "",
                "asked": {"agent": "diagnostician", "model": "model:hosted/small-1", "outcome": "answered"},
                "hypotheses": [{"cause": "it is old", "confidence": "low",
                  "evidence": [{"file": "log.0", "line": 7, "text": "widget 17"}],
                  "remedy": {"action": "raise-memory", "args": ["setting=jvm.heap"]},
                  "command": "levee job rerun job-7"}]}}]}""";

    @Test
    void whatAModelSupposesStandsLastAndIsCalledThat() {
        assertThat(JobOutput.text(new JsonMapper().readTree(JOB)).lines().map(String::strip))
                .endsWith(
                        "unknown (10 %, either's part)",
                        "it broke",
                        "a model supposes (model:hosted/small-1, low): it is old",
                        "log.0:7  widget 17",
                        "if so, the skill has raise-memory setting=jvm.heap:  levee job rerun job-7");
    }
}
