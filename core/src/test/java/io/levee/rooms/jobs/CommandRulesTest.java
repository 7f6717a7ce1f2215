package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # command                                                | setting                   | what is run
            spark-submit job.py                                      | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g job.py
            spark-submit --driver-memory 1g job.py                   | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g job.py
            spark-submit --driver-memory=1g job.py                   | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g job.py
            spark-submit --conf spark.driver.memory=1g job.py        | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g job.py
            spark-submit --conf=spark.driver.memory=1g job.py        | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g job.py
            spark-submit -c spark.driver.memory=1g job.py            | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g job.py
            spark-submit --executor-memory 1g --conf a.b=1 job.py x  | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g --executor-memory 1g --conf a.b=1 job.py x
            spark-submit --conf spark.driver.memoryOverhead=9m a.py  | spark.driver.memory=2g    | spark-submit --conf spark.driver.memory=2g --conf spark.driver.memoryOverhead=9m a.py
            env A=1 /opt/spark/bin/spark-submit job.py               | spark.sql.ansi=true       | env A=1 /opt/spark/bin/spark-submit --conf spark.sql.ansi=true job.py
            java -Xmx16m -jar a.jar x                                | jvm.heap=32m              | java -Xmx32m -jar a.jar x
            /usr/lib/jvm/bin/java -cp a Main                         | jvm.heap=32m              | /usr/lib/jvm/bin/java -Xmx32m -cp a Main
            java -XX:MaxMetaspaceSize=9m -Xmx16m Main                | jvm.metaspace=18m         | java -XX:MaxMetaspaceSize=18m -Xmx16m Main
            java -Xss1m Main                                         | jvm.stack=2m              | java -Xss2m Main
            flink run -c Main job.jar                                | state.backend=rocksdb     | flink run -Dstate.backend=rocksdb -c Main job.jar
            flink run -Dstate.backend=hashmap -Da=b job.jar          | state.backend=rocksdb     | flink run -Dstate.backend=rocksdb -Da=b job.jar
            /opt/flink/bin/flink run-application job.jar             | state.backend=rocksdb     | /opt/flink/bin/flink run-application -Dstate.backend=rocksdb job.jar
            flink run -s s3://a -n job.jar -s x                      | execution.state-recovery.path=s3://b | flink run -Dexecution.state-recovery.path=s3://b -n job.jar -s x
            flink run --fromSavepoint=s3://a job.jar                 | execution.state-recovery.path=s3://b | flink run -Dexecution.state-recovery.path=s3://b job.jar
            flink run --parallelism 4 job.jar -p 9                   | parallelism.default=2     | flink run -Dparallelism.default=2 job.jar -p 9
            python3 job.py                                           | BATCH_SIZE=10             | python3 job.py
            kubectl create job a --image=x -- run --limits=y         | container.memory=1024m    | kubectl create job --limits=memory=1024Mi a --image=x -- run --limits=y
            kubectl create job a --image=x --limits=memory=1Gi,cpu=2 | container.memory=2g       | kubectl create job --limits=cpu=2,memory=2048Mi a --image=x
            kubectl create job a --limits memory=1Gi --image x       | container.cpu=500m        | kubectl create job --limits=cpu=500m,memory=1Gi a --image x
            """)
    void aSettingGoesWhereItsLauncherTakesIt(String command, String setting, String run) {
        assertThat(with(command, setting).orElseThrow().command()).isEqualTo(words(run));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            python3 job.py   | spark.driver.memory=2g
            python3 job.py   | jvm.heap=2g
            python3 job.py   | state.backend=rocksdb
            flink list       | state.backend=rocksdb
            java -jar a.jar  | spark.driver.memory=2g
            spark-submit a   | jvm.heap=2g
            kubectl apply -f | container.memory=2g
            spark-submit a   | container.memory=2g
            """)
    void aSettingWithoutAPlaceIsRefused(String command, String setting) {
        assertThat(with(command, setting)).isEmpty();
    }

    /// `kubectl` has no `--limits`, and Flink's launcher would look for a file of that name.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubectl create job a --image=x | container.memory=1024m
            flink run job.jar              | execution.state-recovery.path=last-checkpoint
            """)
    void whatOnlyLeveeUnderstandsHasNoPlaceInAProgramOfThisMachine(String command, String setting) {
        List<Setting> changes = List.of(Setting.parse(setting));
        assertThat(CommandRules.with(typed(command, true), changes)).isEmpty();
        assertThat(CommandRules.with(typed(command, false), changes)).isPresent();
    }

    @Test
    void ofSeveralSettingsOneWithoutAPlaceRefusesAll() {
        CommandRules.Typed typed = typed("java Main", true);
        assertThat(CommandRules.with(typed, List.of(new Setting("jvm.heap", "2g"), new Setting("a.b", "c"))))
                .isEmpty();
        assertThat(CommandRules.with(typed, List.of())).contains(typed);
    }

    @Test
    void namesInCapitalsReplaceWhatTheEnvironmentSays() {
        CommandRules.Typed typed = new CommandRules.Typed(
                List.of("python3", "job.py"), List.of(new Setting("BATCH_SIZE", "90"), new Setting("A", "1")), true);
        assertThat(CommandRules.with(typed, List.of(new Setting("BATCH_SIZE", "10")))
                        .orElseThrow()
                        .environment())
                .containsExactlyInAnyOrder(new Setting("A", "1"), new Setting("BATCH_SIZE", "10"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spark-submit --driver-memory 1g a.py                        | spark.driver.memory   | 1g
            spark-submit --driver-memory=1g a.py                        | spark.driver.memory   | 1g
            spark-submit --conf spark.driver.memory=1g a.py             | spark.driver.memory   | 1g
            spark-submit --conf=spark.driver.memory=1g a.py             | spark.driver.memory   | 1g
            spark-submit -c spark.driver.memory=1g a.py                 | spark.driver.memory   | 1g
            java -Xmx16m Main                                           | jvm.heap              | 16m
            java -XX:MaxDirectMemorySize=8m Main                        | jvm.direct            | 8m
            flink run -Dtaskmanager.memory.process.size=2g a.jar        | taskmanager.memory.process.size | 2g
            spark-submit --conf spark.driver.memoryOverhead=1g a.py     | spark.driver.memory   |
            spark-submit --driver-memory                                | spark.driver.memory   |
            java Main                                                   | jvm.heap              |
            kubectl create job a --limits=cpu=1,memory=512Mi --image=x  | container.memory      | 512Mi
            kubectl create job a --limits cpu=1 --limits memory=1Gi     | container.memory      | 1Gi
            kubectl create job a --image=x -- run --limits=memory=1Gi   | container.memory      |
            """)
    void whatACommandSaysOfASettingIsRead(String command, String name, String said) {
        assertThat(CommandRules.said(words(command), name)).isEqualTo(Optional.ofNullable(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spark-submit --master local[2] a.py                 | true
            spark-submit --master local a.py                    | true
            spark-submit --master=local[*] a.py                 | true
            spark-submit --conf spark.master=local[2] a.py      | true
            spark-submit --master local-cluster[2,1,1024] a.py  | false
            spark-submit --master yarn a.py                     | false
            spark-submit --master                               | false
            spark-submit a.py local                             | false
            """)
    void whetherSparkRunsInOneProcess(String command, boolean local) {
        assertThat(CommandRules.sparkIsLocal(words(command))).isEqualTo(local);
    }

    private static Optional<CommandRules.Typed> with(String command, String setting) {
        return CommandRules.with(typed(command, false), List.of(Setting.parse(setting)));
    }

    private static CommandRules.Typed typed(String command, boolean here) {
        return new CommandRules.Typed(words(command), List.of(), here);
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split(" +"));
    }
}
