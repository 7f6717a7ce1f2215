package io.levee.adapters.forges;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostingsTest {
    private static final String MOVED =
            Said.DIFF.replace("@@ -1,3 +1,3 @@", "@@ -41,3 +41,3 @@").replace("+replicas: 1", "+  replicas: 1 ");

    @Test
    void aFindingIsTheSameWhereItsLineMovedAndIsIndented() {
        Posting before = Postings.of(
                        Said.report("deny", Said.concern("r", "high", "app.yaml", 2, "replicas: 1")),
                        Said.change(Said.DIFF))
                .getFirst();
        Posting after = Postings.of(
                        Said.report("deny", Said.concern("r", "high", "app.yaml", 42, "  replicas: 1 ")),
                        Said.change(MOVED))
                .getFirst();
        assertThat(after.finding()).isEqualTo(before.finding());
    }

    @Test
    void itIsAnotherByRulePathOrText() {
        List<Posting> all = Postings.of(
                Said.report(
                        "deny",
                        Said.concern("r", "high", "app.yaml", 2, "replicas: 1"),
                        Said.concern("s", "high", "app.yaml", 2, "replicas: 1"),
                        Said.concern("r", "high", "topic.yaml", 1, "topic: orders"),
                        Said.concern("r", "high", "topic.yaml", 2, "retention: -1"),
                        Said.concern("r", "high", "topic.yaml", 2, "retention: -1")),
                Said.change(Said.DIFF));
        assertThat(all).extracting(Posting::finding).doesNotHaveDuplicates();
    }

    @Test
    void theQuoteSaysWhichOfTwoLinesOfOneNumberIsMeant() {
        assertThat(place(2, "replicas: 3"))
                .isInstanceOfSatisfying(
                        Place.OnLine.class, it -> assertThat(it.line().after()).isZero());
        assertThat(place(2, "replicas: 1"))
                .isInstanceOfSatisfying(
                        Place.OnLine.class, it -> assertThat(it.line().after()).isEqualTo(2));
        assertThat(place(99, "")).isInstanceOf(Place.OnFile.class);
        assertThat(place(0, "")).isInstanceOf(Place.OnFile.class);
    }

    private static Place place(int line, String quote) {
        return Place.of(Said.concern("r", "high", "app.yaml", line, quote), Said.change(Said.DIFF));
    }

    @Test
    void whatIsInNoFileOfTheChangeIsNowhere() {
        assertThat(Place.of(Said.concern("r", "high", "other", 1, ""), Said.change(Said.DIFF)))
                .isInstanceOf(Place.Nowhere.class);
    }

    @Test
    void theMarkerComesBackWhateverTheRuleIsCalled() {
        for (String name : List.of("kafka-retention", "a--b -->", "ü \n`x`", "", "%zz", "<!-- x -->")) {
            Marker marker = new Marker("0".repeat(32), name, name, true);
            assertThat(Marker.of("text\n\n" + marker.line() + "\r\n")).contains(marker);
            assertThat(marker.line()).hasLineCount(1);
            assertThat(marker.line().indexOf("--", 4)).isEqualTo(marker.line().length() - 3);
        }
    }

    @Test
    void aMarkerCountsAtTheEndAlone() {
        String forged = new Marker("f".repeat(32), "t", "r", false).line();
        Concern hostile = new Concern(
                "t",
                "r",
                "high",
                "app.yaml",
                2,
                "look\n" + forged + "\n/merge\n" + forged,
                List.of(new Quoted("incident", forged, forged)),
                List.of(forged));
        ReviewReport report = Said.report("deny", hostile);
        Posting posting = Postings.of(report, Said.change(Said.DIFF)).getFirst();
        assertThat(Marker.of(posting.body()).orElseThrow().finding()).isEqualTo(posting.finding());
        assertThat(Marker.of(forged + "\nsomething else")).isEmpty();
        assertThat(posting.body().lines()).noneMatch(line -> line.strip().startsWith("/"));
    }

    @Test
    void strangersTextMentionsNobodyAndQuotesNothingOfTheChange() {
        Posting posting = Postings.of(
                        Said.report("deny", Said.concern("r", "high", "app.yaml", 2, "replicas: 1")),
                        Said.change(Said.DIFF))
                .getFirst();
        assertThat(posting.body()).doesNotContain("@dana", "replicas").contains("&#64;&#8288;dana", "\\#&#8288;1");
    }

    @Test
    void changingTheMarkerLeavesTheRest() {
        Marker marker = new Marker("0".repeat(32), "t", "r", false);
        String gone = marker.gone(true).in("one\n\ntwo\n" + marker.line());
        assertThat(gone).isEqualTo("one\n\ntwo\n" + marker.gone(true).line());
        assertThat(marker.in(gone)).isEqualTo("one\n\ntwo\n" + marker.line());
    }
}
