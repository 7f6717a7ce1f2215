package io.levee.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.console.JobAttempt.Line;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobLogTest {
    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "line " + i + ".\n")
                .collect(Collectors.joining());
    }

    private static Line cites(long line, String text) {
        return new Line("stderr.log", line, text);
    }

    private static List<JobLog.Row> cited(JobLog log) {
        return log.rows().stream().filter(it -> !it.cited().isEmpty()).toList();
    }

    @Test
    void aCitedLineIsFoundWhereItStands() {
        JobLog log = JobLog.of("a\nfailed\nb\nfailed\nc\n", List.of(cites(2, "failed")));
        assertThat(cited(log)).containsExactly(new JobLog.Row(2, "failed", List.of(1), 0));
        assertThat(log.rows()).extracting(JobLog.Row::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.found()).containsExactly(1);
    }

    @Test
    void ofALogThatLacksItsBeginningTheNumbersAreThoseOfTheFile() {
        JobLog log = JobLog.of(lines(9_001, 9_100), List.of(cites(9_050, "line 9050."), cites(9_060, "line 9060.")));
        assertThat(cited(log)).extracting(JobLog.Row::number).containsExactly(9_050L, 9_060L);
        assertThat(log.rows().getFirst().number()).isEqualTo(9_001);
    }

    @Test
    void numbersThatNobodyKnowsAreNotMadeUp() {
        assertThat(JobLog.of("a\nb\n", List.of()).rows())
                .extracting(JobLog.Row::number)
                .containsOnly(0L);
        JobLog two = JobLog.of(
                "out 1\nout 2\nerr 1\nerr 2\n",
                List.of(new Line("stdout.log", 2, "out 2"), new Line("stderr.log", 1, "err 1")));
        assertThat(two.rows()).extracting(JobLog.Row::number).containsExactly(0L, 2L, 1L, 0L);
    }

    @Test
    void whatIsNotThereIsNotMarked() {
        JobLog log = JobLog.of("a\nb\n", List.of(cites(7, "c"), cites(8, ""), cites(9, " … ")));
        assertThat(cited(log)).isEmpty();
        assertThat(log.found()).isEmpty();
    }

    @Test
    void partsOfALineAndWhatIsNotSeenAreFoundToo() {
        JobLog log = JobLog.of(
                "x\nCaused by: \uFFFD[31mno column \uFFFD here\n",
                List.of(cites(2, "Caused by: <U+001B>[31mno column <U+202E> here"), cites(2, "Caused by…")));
        assertThat(cited(log)).hasSize(1);
        assertThat(cited(log).getFirst().cited()).containsExactly(1, 2);
    }

    @Test
    void aHugeLogIsBoundedButForWhatIsCited() {
        JobLog log = JobLog.of(lines(1, 20_000), List.of(cites(100, "line 100."), cites(19_999, "line 19999.")));
        assertThat(log.rows()).hasSize(2 + 2 * JobLog.AROUND_LINES + 1 + JobLog.LAST_LINES);
        assertThat(log.rows().getFirst().skipped()).isEqualTo(84);
        assertThat(cited(log)).hasSize(2);
        JobLog wide = JobLog.of("x".repeat(3 * JobLog.CHARS_MAX), List.of());
        assertThat(wide.rows().getFirst().text()).hasSize(JobLog.LINE_MAX + 1);
    }
}
