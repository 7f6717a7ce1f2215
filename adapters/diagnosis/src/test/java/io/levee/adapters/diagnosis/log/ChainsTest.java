package io.levee.adapters.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainsTest {
    @Test
    void theLastCauseIsTheRoot() {
        assertThat(names("""
                java.util.concurrent.ExecutionException: a
                \tat com.acme.Job.main(Job.java:1)
                \tSuppressed: java.io.IOException: closed
                \t\tat com.acme.Job.close(Job.java:2)
                \tCaused by: java.lang.IllegalArgumentException: in the suppressed one
                Caused by: java.lang.RuntimeException: b
                \t... 12 more
                Caused by: com.acme.NoSuchShelf: c
                """))
                .containsExactly(
                        "java.util.concurrent.ExecutionException: a",
                        "(java.io.IOException: closed)",
                        "(java.lang.IllegalArgumentException: in the suppressed one)",
                        "java.lang.RuntimeException: b",
                        "com.acme.NoSuchShelf: c");
    }

    @Test
    void loggersThatTellTheRootFirstAreUnderstood() {
        assertThat(names("""
                java.io.IOException: root
                \tat com.acme.Job.main(Job.java:1)
                Wrapped by: java.lang.RuntimeException: around it
                """)).containsExactly("java.lang.RuntimeException: around it", "java.io.IOException: root");
    }

    @Test
    void pythonTellsTheRootFirst() {
        assertThat(names("""
                Traceback (most recent call last):
                  File "a.py", line 1, in <module>
                KeyError: 'day'

                The above exception was the direct cause of the following exception:

                Traceback (most recent call last):
                  File "a.py", line 3, in <module>
                acme.LoadError: cannot load
                """)).containsExactly("acme.LoadError: cannot load", "KeyError: 'day'");
    }

    @Test
    void anExceptionOfTheJvmInOneOfPythonIsItsCause() {
        assertThat(names("""
                Traceback (most recent call last):
                  File "a.py", line 1, in <module>
                py4j.protocol.Py4JJavaError: An error occurred while calling o45.showString.
                : org.apache.spark.SparkException: Job aborted due to stage failure: Lost task 0.3 in stage 0.0 (TID 3) (host executor driver): java.lang.ArithmeticException: / by zero
                \tat com.acme.Job.main(Job.java:1)
                Caused by: java.lang.ArithmeticException: / by zero
                """).getLast()).isEqualTo("java.lang.ArithmeticException: / by zero");
    }

    @Test
    void messagesOfSeveralLinesAreWhole() {
        assertThat(names("""
                com.acme.PlanException: first
                second
                \tat com.acme.Job.main(Job.java:1)
                """)).containsExactly("com.acme.PlanException: first\nsecond");
    }

    private static List<String> names(String trace) {
        List<Line> lines = new ArrayList<>();
        trace.lines().forEach(text -> lines.add(new Line(lines.size() + 1, text, text, List.of())));
        return Chains.of(lines, 0).stream()
                .map(it -> it.suppressed()
                        ? "(%s: %s)".formatted(it.name(), it.message())
                        : it.name() + ": " + it.message())
                .toList();
    }
}
