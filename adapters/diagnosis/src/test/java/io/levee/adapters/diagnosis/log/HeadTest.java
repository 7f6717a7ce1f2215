package io.levee.adapters.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeadTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "26/11/30 12:00:00 ERROR Executor: Exception in task|true|ERROR",
                "2026-11-30 12:00:00,123 WARN  org.apache.flink.Some [] - Failed|true|WARN",
                "2026-11-30T12:00:00.123Z  INFO 1 --- [main] c.a.Job : started|true|INFO",
                "12:00:00.123 [main] ERROR com.acme.Job - failed|true|ERROR",
                "[main] ERROR com.acme.Job - failed|true|ERROR",
                "123 [main] WARN com.acme.Job - slow|true|WARN",
                "[2026-11-30 12:00:00,123] ERROR [Broker id=1] failed (kafka.server.Broker)|true|ERROR",
                "2026-11-30 12:00:00.123 UTC [40] ERROR:  deadlock detected|true|ERROR",
                "ERROR:  deadlock detected|true|ERROR",
                "ERROR:root:failed|true|ERROR",
                "[12.345s][error][gc] failed|true|ERROR",
                "Nov 30 12:00:00 host app[7]: ERROR failed|true|ERROR",
                "[ERROR] failed|true|ERROR",
                "Exception in thread main|false|NONE",
                "java.lang.IllegalStateException: ERROR in the text|false|NONE",
                "ERROR not found in the book of words|false|NONE",
                "SELECT 1|false|NONE",
                "10 rows|false|NONE",
            })
    void timesAndLevelsAreRead(String line, boolean begins, Level level) {
        Head head = Head.of(line);
        assertThat(head.begins()).isEqualTo(begins);
        assertThat(head.level()).isEqualTo(level);
    }
}
