package io.levee.app.review.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelsFileTest {
    private static LabelsFile.Read read(String text) throws IOException {
        return LabelsFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "labels");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    abc1234,1                                            | true
                    abc1234,0                                            | false
                    ABC1234;bad                                          | true
                    abc1234 clean                                        | false
                    "abc1234","Buggy"                                    | true
                    abc1234,                                             | false
                    abc1234,INC-17                                       | true
                    abc1234,kafka-disk-full                              | true
                    abc1234                                              | true
                    {"commit":"abc1234","label":1}                       | true
                    {"sha":"abc1234","bad":false}                        | false
                    {"Commit_Id":"abc1234","incident":null}              | false
                    {"id":"abc1234","incident":"INC-17","more":[1]}      | true
                    """)
    void labelsAreReadAsPeopleHaveThem(String line, boolean bad) throws IOException {
        LabelsFile.Read read = read(line + "\r\n");
        assertThat(read.errors()).isEmpty();
        assertThat(read.labels()).containsExactly(new Label("abc1234", bad, Optional.empty(), 1));
    }

    @Test
    void headingsBlankLinesAndRemarksAreNone() throws IOException {
        LabelsFile.Read read = read("\ufeffcommit\tlabel\tknown\n\n# by hand\nabc1234\tbad\t2026-02-03\n"
                + "abc1235\tbad\t2026-02-03T04:05:06+01:00");
        assertThat(read.errors()).isEmpty();
        assertThat(read.labels())
                .containsExactly(
                        new Label("abc1234", true, Optional.of(Instant.parse("2026-02-04T00:00:00Z")), 4),
                        new Label("abc1235", true, Optional.of(Instant.parse("2026-02-03T03:05:06Z")), 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzz,1",
                "abc,1",
                "abc1234,claen",
                "abc1234,1,soon",
                "abc1234,1,99999999999",
                "{\"commit\":\"abc1234\"}",
                "{\"label\":1}",
                "{\"commit\":",
                "{}",
                "\u0000\u001b[31m,1",
                ",,,,"
            })
    void whatIsNoLabelIsSaidWithItsLine(String line) throws IOException {
        LabelsFile.Read read = read("abc1234,1\n" + line + "\nabc1235,0\n");
        assertThat(read.labels()).hasSize(2);
        assertThat(read.errors())
                .singleElement()
                .satisfies(it -> assertThat(it).startsWith("labels:2: ").matches("[\\x20-\\x7e]*"));
    }

    @Test
    void aLineWithoutEndIsOneErrorAndManyErrorsAreFew() throws IOException {
        assertThat(read("a".repeat(5_000_000)).errors())
                .singleElement()
                .isEqualTo("labels:1: longer than 4000 characters");
        assertThat(read("x,y\n".repeat(1_000)).errors()).hasSize(LabelsFile.ERRORS_MAX);
    }
}
