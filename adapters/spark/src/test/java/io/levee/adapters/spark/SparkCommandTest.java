package io.levee.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.rooms.jobs.Job;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SparkCommandTest {
    private static final String MASTER = "spark://m:7077";

    @Test
    void everythingThatPeopleTypeIsThere() {
        SparkCommand command = parse(
                "/opt/spark/bin/spark-submit --class Main --master spark://m:7077 --deploy-mode=cluster --conf spark.sql.ansi.enabled=false -c spark.a=b=c --driver-memory 1g --jars /a.jar,/b.jar file:/app.jar --class x");

        assertThat(command.main()).isEqualTo("Main");
        assertThat(command.app()).isEqualTo("file:/app.jar");
        assertThat(command.arguments()).containsExactly("--class", "x");
        assertThat(command.conf())
                .isEqualTo(Map.of(
                        "spark.sql.ansi.enabled", "false",
                        "spark.a", "b=c",
                        "spark.driver.memory", "1g",
                        "spark.jars", "/a.jar,/b.jar"));
        assertThat(command.jars()).isEqualTo("file:/app.jar,/a.jar,/b.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spark-sql -e x                                                   | no `spark-submit`
            spark-submit --class Main                                        | names no program
            spark-submit app.jar                                             | names no class
            spark-submit --class                                             | `--class` wants a value
            spark-submit --class Main job.py                                 | programs of the JVM alone
            spark-submit --class Main --supervise app.jar                    | `--supervise` has no place
            spark-submit --class Main --num-executors 3 app.jar              | `--num-executors` has no place
            spark-submit --class Main --master local[2] app.jar              | and not `local[2]`
            spark-submit --class Main --deploy-mode client app.jar           | and not `client`
            spark-submit --class Main --conf a=b app.jar                     | `a=b` is no setting
            spark-submit --class Main --conf spark.authenticate.secret=x a.jar | not for jobs to say
            spark-submit --class Main --conf spark.driver.supervise=true a.jar | not for jobs to say
            spark-submit --class Main --conf spark.executorEnv.A=b a.jar     | not for jobs to say
            spark-submit --class Main --conf spark.a={{SECRET}} a.jar        | has in its environment
            """)
    void aWordThatHasNoPlaceIsRefused(String command, String why) {
        assertThatThrownBy(() -> parse(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --driver-memory 3g                      | the job has 4096
            --driver-memory 2g                      |
            --executor-memory 2g                    | the job has 4096
            --executor-memory 2g --executor-cores 2 |
            --total-executor-cores 3                | the job has 3
            --driver-cores 3                        | the job has 3
            --executor-cores x                      | `spark.executor.cores=x` is no number
            --driver-memory 1t                      | is no size
            --conf spark.memory.offHeap.size=4g     | the job has 4096
            """)
    void whatIsAboveTheCapsIsRefused(String options, String why) {
        String command = "spark-submit --class Main %s app.jar".formatted(options);
        if (why == null) {
            assertThat(submission(command)).containsEntry("mainClass", "Main");
        } else {
            assertThatThrownBy(() -> submission(command))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(why);
        }
    }

    private static Map<String, Object> submission(String command) {
        Job job = SparkEngineTest.job(command);
        return Submission.of(SparkEngineTest.RUN, job, job.spec(), MASTER, Optional.empty());
    }

    private static SparkCommand parse(String command) {
        return SparkCommand.parse(Arrays.asList(command.split(" ")), MASTER);
    }
}
