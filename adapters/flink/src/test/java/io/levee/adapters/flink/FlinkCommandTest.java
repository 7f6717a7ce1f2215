package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlinkCommandTest {
    @Test
    void everyWordIsUnderstood() {
        assertThat(
                        parse(
                                "/opt/flink/bin/flink run -d -c a.Main -p 4 -s s3://b/c -n -Da.b=c=d -Dx=y /srv/job.jar -p 9 --now"))
                .isEqualTo(new FlinkCommand(
                        Optional.of("a.Main"),
                        Optional.of(4),
                        Optional.of("s3://b/c"),
                        true,
                        Map.of("a.b", "c=d", "x", "y"),
                        "/srv/job.jar",
                        List.of("-p", "9", "--now")));
        assertThat(
                        parse(
                                "flink run --detached --class=a.Main --parallelism 4 --fromSavepoint=s3://b/c --allowNonRestoredState j.jar"))
                .isEqualTo(new FlinkCommand(
                        Optional.of("a.Main"),
                        Optional.of(4),
                        Optional.of("s3://b/c"),
                        true,
                        Map.of(),
                        "j.jar",
                        List.of()));
        assertThat(parse("flink run j.jar"))
                .isEqualTo(new FlinkCommand(
                        Optional.empty(), Optional.empty(), Optional.empty(), false, Map.of(), "j.jar", List.of()));
    }

    @Test
    void settingsThatMeanAnOptionAreThatOption() {
        FlinkCommand command =
                parse("flink run -Dparallelism.default=3 -Dexecution.state-recovery.path=last-checkpoint j.jar");
        assertThat(command.parallelism()).contains(3);
        assertThat(command.restoresFrom()).contains(FlinkCommand.LAST_CHECKPOINT);
        assertThat(command.configuration()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "flink, nothing that Flink's REST runs",
        "flink list -a, nothing that Flink's REST runs",
        "flink run-application j.jar x, nothing that Flink's REST runs",
        "spark-submit run j.jar, nothing that Flink's REST runs",
        "flink run -d, names no jar",
        "flink run -t yarn-session j.jar, `-t` is not known",
        "flink run --python job.py, `--python` is not known",
        "flink run -m other:8081 j.jar, `-m` is not known",
        "flink run -p4 j.jar, `-p4` is not known",
        "flink run -n=no j.jar, `-n=no` is not known",
        "flink run -c, `-c` has no value",
        "flink run --class= j.jar, `--class=` has no value",
        "flink run -p 0 j.jar, parallelism `0`",
        "flink run -p many j.jar, parallelism `many`",
        "flink run -p 1 -Dparallelism.default=2 j.jar, says again",
        "flink run -Da=1 -Da=2 j.jar, `-Da=2` says again",
        "flink run -D a=b j.jar, `-D` sets nothing",
        "flink run -D=b j.jar, `-D=b` sets nothing",
        "flink run -Da= j.jar, `-Da=` has no value",
        "flink run -Dtaskmanager.memory.process.size=4g j.jar, `taskmanager.memory.process.size` is no setting of a job",
        "flink run -Drest.address=evil j.jar, `rest.address` is no setting of a job",
        "flink run -Dpipeline.fixed-job-id=1 j.jar, `pipeline.fixed-job-id` is no setting of a job",
        "flink run -Dpipeline.classpaths=http://x j.jar, `pipeline.classpaths` is no setting of a job"
    })
    void whatIsNotUnderstoodIsRefused(String command, String why) {
        assertThatThrownBy(() -> parse(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static FlinkCommand parse(String command) {
        return FlinkCommand.parse(List.of(command.split(" ")));
    }
}
