package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.supposing.Supposition.Quote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExcerptsTest {
    private static final int MANY = 400;
    private static final int MUCH = 32 * 1024;
    private static final String PASSWORD = "Zq7" + "kLmN8rTvWx4Sd" + "9x";

    @Test
    void theFirstAndTheLastFailureAndTheEndAreShownWithTheirLines() {
        StringBuilder log = new StringBuilder("2026-03-02 10:00:00 INFO begins\n");
        for (int i = 0; i < 1_000; i++) {
            log.append("2026-03-02 10:00:01 INFO works on ").append(i).append('\n');
            if (i == 100 || i == 900) {
                log.append("2026-03-02 10:00:02 ERROR it broke at %d\n".formatted(i));
                log.append(i == 100 ? "java.lang.IllegalStateException: widget\n" : "java.io.EOFException: gadget\n");
                log.append("\tat org.apache.spark.Thing.go(Thing.java:7)\n".repeat(20));
                log.append("\tat acme.Own.code(Own.java:9)\n");
            }
        }
        List<Cited> lines = excerpt(log.toString());
        assertThat(lines).extracting(Cited::line).isSorted();
        assertThat(lines)
                .extracting(Cited::text)
                .contains(
                        "java.lang.IllegalStateException: widget",
                        "java.io.EOFException: gadget",
                        "2026-03-02 10:00:01 INFO works on 999")
                .doesNotContain("2026-03-02 10:00:01 INFO works on 500");
        assertThat(lines).filteredOn(it -> it.text().contains("Thing.java")).hasSize(2);
        assertThat(lines).filteredOn(it -> it.text().contains("Own.java")).hasSize(2);
    }

    @Test
    void itIsNeverMoreThanFits() {
        String line = "2026-03-02 10:00:02 ERROR it broke: " + "ä".repeat(20_000) + "\n";
        List<Cited> lines = excerpt(line.repeat(3) + "it broke again\n".repeat(100_000));
        assertThat(lines.stream().mapToInt(ExcerptsTest::weight).sum()).isLessThanOrEqualTo(MUCH);
        assertThat(lines).isNotEmpty().hasSizeLessThanOrEqualTo(MANY);
        assertThat(lines).allSatisfy(it -> assertThat(it.text().length()).isLessThanOrEqualTo(600));
    }

    @Test
    void secretsAreLeftOutWhereverTheyStand() {
        String key = ("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw" + "ggSjAgEAAoIBAQC7\n").repeat(60);
        List<Cited> lines = excerpt(
                "-----BEGIN PRIVATE KEY-----\n%2$s-----END PRIVATE KEY-----\ndb.password=%1$s\nno entry for %1$s\nover\n"
                        .formatted(PASSWORD, key));
        assertThat(lines.toString())
                .contains("db.password=", "no entry for", "over")
                .doesNotContain(PASSWORD, "MIIE");
    }

    @Test
    void whereThereAreTooManySecretsNothingIsShown() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 161; i++) {
            log.append("a.password=%s%03d b.password=%s%03d\n".formatted(PASSWORD, i, PASSWORD, 500 + i));
        }
        assertThat(excerpt(log.toString())).isEmpty();
    }

    @Test
    void anEmptyLogShowsNothing() {
        assertThat(excerpt("")).isEmpty();
        assertThat(Excerpts.of(List.of(), library(), MANY, ExcerptsTest::weight, MUCH))
                .isEmpty();
    }

    @Test
    void aQuoteIsFoundInTheFileOfItsNameAlone() {
        LogQuotes quotes = new LogQuotes(List.of(Tested.log("one\ntwo words\n"), Tested.log("four\n")));
        assertThat(quotes.find(List.of(
                        new Quote("job.log", 2, "two"),
                        new Quote("job.log", 1, "four"),
                        new Quote("job.log", 2, "words two"),
                        new Quote("other.log", 1, "one"),
                        new Quote("job.log", -1, "one"))))
                .containsExactly(
                        Optional.of(new Cited("job.log", 2, "two")),
                        Optional.of(new Cited("job.log", 1, "four")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    private static List<Cited> excerpt(String log) {
        List<LogFile> logs = List.of(Tested.log(log));
        return Excerpts.of(logs, library(), MANY, ExcerptsTest::weight, MUCH);
    }

    private static Library library() {
        return Library.of(Tested.skills());
    }

    private static int weight(Cited line) {
        return line.file().length() + line.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
