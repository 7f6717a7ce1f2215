package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An error that a program got over is not what it failed of, so it is never stated as certain.
final class WorkedOnTest {
    private static final LogDiagnostician STARTER =
            new LogDiagnostician(Library.of(Skills.starter().skills()));

    private static final String GAVE_UP = """
            2026-11-30 12:00:00,000 INFO  com.acme.Job - began
            2026-11-30 12:00:01,000 ERROR com.acme.Cache - gave up
            java.lang.OutOfMemoryError: Java heap space
            \tat com.acme.Cache.warm(Cache.java:7)
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                GAVE_UP + "2026-11-30 12:00:02,000 INFO  com.acme.Job - wrote part 1 of 2\n",
                """
                2026-11-30 12:00:01,000 ERROR com.acme.Loader - attempt 1 gave up
                java.net.UnknownHostException: warehouse.acme.test
                \tat com.acme.Loader.load(Loader.java:7)
                2026-11-30 12:00:09,000 INFO  com.acme.Loader - attempt 2: 1200 rows
                """,
                """
                2026-11-30 12:00:00,100 ERROR load could not read cache
                Traceback (most recent call last):
                  File "/srv/load.py", line 5, in <module>
                    open("/srv/cache.json")
                PermissionError: [Errno 13] Permission denied: '/srv/cache.json'
                2026-11-30 12:00:04,200 INFO load 120 rows
                """,
                """
                26/11/30 12:00:05 ERROR Executor: Exception in task 3.0 in stage 1.0 (TID 7)
                java.io.IOException: No space left on device
                \tat java.base/sun.nio.ch.UnixFileDispatcherImpl.write0(Native Method)
                26/11/30 12:00:05 INFO Executor: Running task 3.1 in stage 1.0 (TID 12)
                26/11/30 12:00:09 INFO Executor: Finished task 3.1 in stage 1.0 (TID 12). 1200 bytes sent to driver
                """,
                """
                /srv/run.sh: line 3: numactl: command not found
                beginning without numactl
                120 rows
                done
                """,
                """
                Exception in thread "cache" java.lang.OutOfMemoryError: Java heap space
                \tat com.acme.Cache.warm(Cache.java:7)
                served 1000 requests
                served 2000 requests
                """,
                """
                2026-11-30 12:00:05.123 UTC [40] ERROR:  relation "probe" does not exist at character 15
                2026-11-30 12:00:05.123 UTC [40] STATEMENT:  SELECT 1 FROM probe
                """,
                """
                [INFO] Running com.acme.LoaderTest
                12:00:00.123 [main] ERROR com.acme.Loader - gave up
                java.io.IOException: No space left on device
                \tat com.acme.Loader.open(Loader.java:7)
                [INFO] Tests run: 12, Failures: 0, Errors: 0, Skipped: 0
                [INFO] BUILD SUCCESS
                """,
            })
    void whatTheProgramGotOverIsNotCertain(String log) {
        assertThat(diagnose(log, OptionalInt.empty()).isCertain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GAVE_UP,
                GAVE_UP + "2026-11-30 12:00:02,000 INFO  com.acme.Job - closing\n",
                GAVE_UP + "2026-11-30 12:00:02,000 INFO  com.acme.Job - shutdown hook called\n",
            })
    void whatItEndedOfIsCertain(String log) {
        assertThat(diagnose(log, OptionalInt.empty()).isCertain()).isTrue();
    }

    @Test
    void aCodeThatWasSeenOutweighsWhatTheLogTells() {
        String log = GAVE_UP + "2026-11-30 12:00:02,000 INFO  com.acme.Job - wrote part 1 of 2\n";
        assertThat(diagnose(log, OptionalInt.of(1)).isCertain()).isTrue();
    }

    private static Diagnosis diagnose(String log, OptionalInt exit) {
        return STARTER.diagnose(List.of(Tested.log(log)), new Known(Optional.empty(), exit, Map.of()));
    }
}
