package io.levee.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorePagesTest extends InBrowser {
    private static final String SCORES = """
            {"reviewers": [
              {"team": "app", "reviews": 3, "ranked": false, "brier": null, "log": null, "shrunkBrier": null, "escaped": 0, "notUseful": 0,
               "weight": null, "calibration": []},
              {"team": "search", "reviews": 120, "ranked": true, "brier": 0.081, "log": 0.3, "shrunkBrier": 0.0812, "escaped": 4,
               "notUseful": 9, "weight": 0.61, "calibration": [
                 {"count": 60, "said": 0.1, "happened": 0.3, "low": 0.2, "high": 0.43},
                 {"count": 60, "said": 0.6, "happened": 0.55, "low": 0.4, "high": 0.7},
                 {"count": 1, "said": null, "happened": null, "low": null, "high": null}]},
              {"team": "kafka", "reviews": 412, "ranked": true, "brier": 0.0314, "log": 0.12, "shrunkBrier": 0.0331, "escaped": 1,
               "notUseful": 2, "weight": 0.94, "calibration": [
                 {"count": 140, "said": 0.01, "happened": 0.0, "low": 0.0, "high": 0.03},
                 {"count": 136, "said": 0.04, "happened": 0.05, "low": 0.02, "high": 0.1},
                 {"count": 136, "said": 0.12, "happened": 0.1, "low": 0.06, "high": 0.16}]}],
             "creators": [
              {"creator": "person:bo", "changes": 2, "escaped": 0, "shrunkEscapeRate": null},
              {"creator": "person:tess", "changes": 40, "escaped": 1, "shrunkEscapeRate": 0.021},
              {"creator": "agent:app-coder", "changes": 90, "escaped": 9, "shrunkEscapeRate": 0.083}],
             "rules": [
              {"team": "kafka", "rule": "co-change", "shown": 90, "notUseful": 2, "shrunkNotUseful": 0.022},
              {"team": "search", "rule": "index-replicas", "shown": 12, "notUseful": 9, "shrunkNotUseful": 0.41}]}""";

    @Test
    void whoTellsBestStandsFirstAndWhatIsNotKnownIsSaid() {
        api.reviews.scores = SCORES;
        Page page = visit("eve", 1400, 900);
        page.locator("nav >> text=Reviews").click();
        page.locator("nav >> text=Scores").click();
        Locator reviewers = page.locator("section[aria-labelledby=reviewers] tbody tr");
        assertThat(reviewers.locator("th")).hasText(new String[] {"kafka", "search", "app"});
        assertThat(reviewers.first().locator("td"))
                .hasText(new String[] {"412", "0.033", "0.031", "0.120", "1", "2", "0.940"});
        assertThat(reviewers.nth(2).locator("td"))
                .hasText(new String[] {"3", "not yet", "not yet", "not yet", "0", "0", "not yet"});
        assertThat(page.locator("section[aria-labelledby=creators] tbody th"))
                .hasText(new String[] {"agent:app-coder", "person:tess", "person:bo"});
        assertThat(page.locator("section[aria-labelledby=creators] tbody tr").first())
                .containsText("8.3 %");
        assertThat(page.locator("section[aria-labelledby=rules] tbody tr").first())
                .containsText("index-replicas");
        shot(page, "scores");
    }

    @Test
    void eachReviewerHasAPlotAndItsTable() {
        api.reviews.scores = SCORES;
        Page page = visit("eve", 1400, 900);
        page.navigate(console.address() + "/scores");
        assertThat(page.locator("figure")).hasCount(3);
        Locator kafka = page.locator("figure").first();
        assertThat(kafka.locator(".point")).hasCount(3);
        assertThat(kafka.locator(".mark-y")).hasText(new String[] {"0 %", "10 %", "20 %"});
        Locator last = kafka.locator(".point").nth(2);
        assertThat(last).hasAttribute("cx", "166"); // 0.12 of axes that end at 0.2, each 200 pixels
        assertThat(last).hasAttribute("cy", "112");
        assertThat(kafka.locator(".interval").nth(2)).hasAttribute("d", "M166 52V152");
        assertThat(page.locator("figure").nth(1).locator(".point")).hasCount(2);
        assertThat(page.locator("figure").nth(2)).containsText("Too little is known");
        kafka.locator("summary").click();
        assertThat(kafka.locator("tbody tr").nth(1).locator("td"))
                .hasText(new String[] {"136", "4.0 %", "5.0 %", "2.0 % to 10 %"});
        assertThat(page.locator("figure").nth(1).locator("tbody tr").nth(2)).containsText("not yet");
    }

    @Test
    void whereNothingIsScoredItSaysWhatIsMissing() {
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/scores");
        assertThat(page.locator(".empty")).containsText("Nothing is scored yet");
    }

    @Test
    void namesAreShownAndNotRunAndManyAreBounded() {
        String hostile = HOSTILE.replace("\"", "\\\"");
        String reviewer = """
                {"team": "NAME", "reviews": 1, "ranked": false, "brier": 0.5, "log": 2, "shrunkBrier": 0.5, "escaped": 0, "notUseful": 0,
                 "weight": 1, "calibration": [{"count": 1, "said": 7.5, "happened": -3, "low": null, "high": null}]}""";
        String reviewers = IntStream.range(0, 150)
                .mapToObj(i -> reviewer.replace("NAME", "%s%03d".formatted(hostile, i)))
                .collect(Collectors.joining(","));
        api.reviews.scores =
                "{\"reviewers\": [%s], \"creators\": [{\"creator\": \"%s\", \"changes\": 1, \"escaped\": 1,"
                                .formatted(reviewers, hostile)
                        + "\"shrunkEscapeRate\": 0.5}], \"rules\": [{\"team\": \"%1$s\", \"rule\": \"%1$s\", \"shown\": 1,"
                                .formatted(hostile)
                        + "\"notUseful\": 1, \"shrunkNotUseful\": 0.5}]}";
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/scores");
        assertThat(page.locator("figure")).hasCount(Scores.REVIEWERS_MAX);
        assertThat(page.locator("main")).containsText("50 more are not shown");
        assertThat(page.locator("figure .point").first()).hasAttribute("cx", "246");
        assertThat(page.locator("figcaption").first()).containsText("<img src=x");
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(page).hasTitle("Scores · Levee");
    }

    @Test
    void itIsReadableInTheDarkAndOnAPhone() {
        api.reviews.scores = SCORES.replace("agent:app-coder", "agent:" + "a".repeat(120));
        Page page = visit("eve", 390, 844);
        page.navigate(console.address() + "/scores");
        neverScrollsSideways(page);
        shot(page, "phone-scores");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(1400, 900);
        shot(page, "dark-scores");
    }
}
