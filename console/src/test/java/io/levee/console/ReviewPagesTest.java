package io.levee.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewPagesTest extends InBrowser {
    private static final String FLIP = """
            {"review": {"id": "rev-1", "change": "Turn debug-events on for everybody", "digest": "ab", "decision": "deny",
              "lets": false, "risk": 0.314, "agent": "agent:app-coder", "person": "person:tess", "revision": "3f2c9a",
              "time": "2026-11-24T08:19:50.123456Z",
              "teams": [{"team": "kafka", "state": "unsatisfied"}, {"team": "app", "state": "satisfied"},
                {"team": "search", "state": "waiting"}],
              "findings": [
                {"team": "kafka", "rule": "flag-floods-topic", "severity": "critical", "file": "flags/app.yaml", "line": 12},
                {"team": "app", "rule": "flag-has-owner", "severity": "low", "file": "flags/app.yaml", "line": 0}],
              "notReviewed": 1, "overriding": null, "outcome": null},
             "report": {"decision": "deny", "risk": 0.314,
              "teams": [
                {"team": "kafka", "why": "flag:debug-events reaches cluster:main, which it owns", "state": "unsatisfied", "asked": 14},
                {"team": "app", "why": "owns flags/", "state": "satisfied", "asked": 6},
                {"team": "search", "why": "a pipeline of its own changes", "state": "waiting", "asked": 2}],
              "findings": [
                {"team": "kafka", "rule": "flag-floods-topic", "severity": "critical", "file": "flags/app.yaml", "line": 12,
                 "message": "at 100 % the application fills topic debug-events, which has no quota; bound it first",
                 "evidence": [{"kind": "diff", "ref": "flags/app.yaml:12", "quote": "    rollout: 100"},
                   {"kind": "incident", "ref": "inc-2031", "quote": "The disk of broker 2 was full after nine minutes."}],
                 "also": ["search"]},
                {"team": "app", "rule": "flag-has-owner", "severity": "low", "file": "flags/app.yaml", "line": 0,
                 "message": "no owner is named", "evidence": [], "also": []},
                {"team": "kafka", "rule": "topic-deleted", "severity": "high", "file": "topics/old.yaml", "line": 2,
                 "message": "what reads it fails", "evidence": [], "also": []},
                {"team": "kafka", "rule": "far-away", "severity": "medium", "file": "topics/old.yaml", "line": 900,
                 "message": "of a line that is not here", "evidence": [], "also": []},
                {"team": "app", "rule": "missing", "severity": "medium", "file": "flags/other.yaml", "line": 3,
                 "message": "these change together; one is missing", "evidence": [], "also": []}],
              "notReviewed": [{"file": "logo.png", "why": "binary"}],
              "reaches": [["flag:debug-events", "application:shop", "topic:debug-events", "cluster:main"],
                ["flag:debug-events", "application:shop", "topic:orders", "cluster:main"],
                ["flag:debug-events", "application:shop", "table:orders"]]},
             "change": {"name": "Turn debug-events on for everybody", "cut": 7, "files": [
               {"before": "src/A.java", "after": "src/A.java", "kind": "modified", "body": "text", "lines": [
                 {"kind": "context", "before": 1, "after": 1, "text": "class A {"},
                 {"kind": "added", "before": 0, "after": 2, "text": "\\tint b;"},
                 {"kind": "gap", "before": 0, "after": 0, "text": ""},
                 {"kind": "context", "before": 40, "after": 41, "text": "}"}]},
               {"before": "flags/old.yaml", "after": "flags/app.yaml", "kind": "renamed", "body": "text", "lines": [
                 {"kind": "context", "before": 11, "after": 11, "text": "  debug-events:"},
                 {"kind": "removed", "before": 12, "after": 0, "text": "    rollout: 0"},
                 {"kind": "added", "before": 0, "after": 12, "text": "    rollout: 100"}]},
               {"before": "topics/old.yaml", "after": "topics/old.yaml", "kind": "deleted", "body": "text", "lines": [
                 {"kind": "removed", "before": 1, "after": 0, "text": "topic: old"},
                 {"kind": "removed", "before": 2, "after": 0, "text": "partitions: 3"}]},
               {"before": "logo.png", "after": "logo.png", "kind": "modified", "body": "binary", "lines": []}]}}""";

    private static final String SMALL = """
            {"review": {"id": "rev-%d", "change": "Change %d", "digest": "ab", "decision": "%s", "lets": true, "risk": 0.0,
              "agent": null, "person": "person:bo", "revision": "3f2c9a", "time": "2026-11-24T07:00:00Z",
              "teams": [{"team": "%s", "state": "satisfied"}], "findings": [], "notReviewed": 0,
              "overriding": %s, "outcome": {"outcome": "reverted", "ref": "4be1"}}, "report": null, "change": null}""";

    @Test
    void theListSaysWhoIsAgainstWhat() {
        api.reviews.add(FLIP);
        api.reviews.add(SMALL.formatted(2, 2, "allow", "pay", "null"));
        api.reviews.add(SMALL.formatted(3, 3, "hold", "pay", """
                {"proposedBy": "person:ana", "confirmedBy": "person:bo", "reason": "urgent"}"""));
        Page page = visit("eve", 1400, 900);
        page.locator("nav >> text=Reviews").click();
        assertThat(page.locator(".reviews tbody .verdict")).hasText(new String[] {"denied", "allowed", "held"});
        Locator flip = page.locator(".reviews tbody tr").first();
        assertThat(flip).containsText("by app-coder for tess");
        assertThat(flip.locator(".tag")).hasText(new String[] {"kafka", "search"});
        assertThat(flip.locator("[data-name=Risk]")).hasText("31 %");
        assertThat(flip.locator("[data-name=Findings]")).hasText("2");
        assertThat(page.locator(".reviews tbody tr").nth(2)).containsText("two people let it pass");
        shot(page, "reviews");
        page.locator(".tabs a >> text=denied").click();
        assertThat(page.locator(".reviews tbody tr")).hasCount(1);
        page.locator(".tabs a >> text='all'").click();
        page.locator("#team").selectOption("pay");
        page.locator("button >> text=Filter").click();
        assertThat(page.locator(".reviews tbody tr")).hasCount(2);
        page.locator(".tabs a >> text=overridden").click();
        assertThat(page.locator(".reviews tbody .scope")).hasText(new String[] {"Change 3"});
        page.navigate(console.address() + "/reviews?show=%3Cb%3E&team=nobody");
        assertThat(page.locator(".empty")).hasText("No review matches.");
    }

    @Test
    void whereNothingWasReviewedItSaysHowTo() {
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/reviews");
        assertThat(page.locator("main")).containsText("levee review --base");
        assertThat(page.locator("main")).containsText("POST /v1/reviews");
    }

    @Test
    void aFindingStandsBesideItsLineWithItsEvidence() {
        api.reviews.add(FLIP);
        Page page = visit("eve", 1400, 900);
        page.navigate(console.address() + "/reviews/rev-1");
        assertThat(page.locator(".title .verdict")).hasText("denied");
        assertThat(page.locator(".why")).containsText("kafka does not agree. It has 1 finding that blocks.");
        assertThat(page.locator(".why")).containsText("A person of search must agree.");
        assertThat(page.locator(".why")).containsText("Nobody looked at 1 part of it.");
        assertThat(page.locator(".teams tbody tr")).hasCount(3);
        assertThat(page.locator("section[aria-labelledby=unseen]")).containsText("logo.png binary");
        Locator beside = page.locator("#f2-n12 + tr.beside .finding");
        assertThat(beside).hasId("finding-1");
        assertThat(beside.locator(".severity")).hasText("critical");
        assertThat(beside).containsText("kafka, search · flag-floods-topic");
        assertThat(beside).containsText("bound it first");
        assertThat(beside.locator(".evidence li").nth(1)).containsText("incident inc-2031");
        assertThat(beside.locator("q").nth(1)).containsText("full after nine minutes");
        assertThat(page.locator("#f3-o2 + tr.beside")).containsText("what reads it fails");
        assertThat(page.locator("#f2-o12 + tr.beside")).hasCount(0);
        assertThat(page.locator("#f2 > .finding")).containsText("the whole file");
        assertThat(page.locator("#f3 > .finding")).containsText("line 900, which is not shown");
        assertThat(page.locator("section[aria-labelledby=findings] .finding")).hasId("finding-5");
        assertThat(page.locator("#f2 summary")).containsText("renamed from flags/old.yaml · +1 −1");
        assertThat(page.locator("details.file").first()).hasId("f2");
        assertThat(page.locator("section[aria-labelledby=change]")).containsText("7 more lines are not shown");
        page.locator("#at-1 a").click();
        assertThat(beside).isInViewport();
        beside.locator("a >> text=line 12").click();
        assertThat(page).hasURL(console.address() + "/reviews/rev-1#f2-n12");
        shot(page, "review");
    }

    @Test
    void whatItReachesIsAPictureAndAList() {
        api.reviews.add(FLIP);
        Page page = visit("eve", 1400, 900);
        page.navigate(console.address() + "/reviews/rev-1");
        assertThat(page.locator("svg.blast .node")).hasCount(6);
        assertThat(page.locator("svg.blast .edge")).hasCount(6);
        assertThat(page.locator("svg.blast .named")).hasCount(1);
        assertThat(page.locator("svg.blast .named text")).hasText("flag:debug-events");
        assertThat(page.locator(".ways li")).hasCount(3);
        page.locator("summary >> text=The same as a list").click();
        assertThat(page.locator(".ways li").first())
                .hasText("flag:debug-events → application:shop → topic:debug-events → cluster:main");
    }

    @Test
    void lettingItPassTakesASecondPersonAndSaysSo() {
        api.reviews.add(FLIP);
        Page tess = visit("tess", 1280, 900);
        tess.navigate(console.address() + "/reviews/rev-1");
        assertThat(tess.locator("main")).containsText("You made this change, so you cannot let it pass");
        assertThat(tess.locator("form[action$=override]")).hasCount(0);
        Page ana = visit("ana", 1280, 900);
        ana.navigate(console.address() + "/reviews/rev-1");
        assertThat(ana.locator("main")).containsText("a second person must confirm");
        ana.locator("#reason").fill("the shop is down");
        ana.locator("text=Propose to let it pass").click();
        assertThat(ana.locator("main")).containsText("You proposed this. A second person must confirm");
        assertThat(ana.locator("form[action$=override]")).hasCount(0);
        assertThat(ana.locator(".title")).containsText("a second person must confirm");
        Page stranger = visit("stranger", 1280, 900);
        stranger.navigate(console.address() + "/reviews/rev-1");
        stranger.locator("#reason").fill("let me");
        stranger.locator("text=Confirm and let it pass").click();
        assertThat(stranger.locator("#problem")).containsText("override-not-permitted: ask a person");
        Page bo = visit("bo", 1280, 900);
        bo.navigate(console.address() + "/reviews/rev-1");
        assertThat(bo.locator("main")).containsText("person:ana the shop is down");
        assertThat(bo.locator("main")).containsText("against kafka, search");
        bo.locator("#reason").fill("I looked at it");
        bo.locator("text=Confirm and let it pass").click();
        assertThat(bo.locator("main")).containsText("The change may go on");
        assertThat(bo.locator(".title")).containsText("two people let it pass");
        assertThat(api.reviews.reasons)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("person:ana", "the shop is down", "person:bo", "I looked at it"));
    }

    @Test
    void whatTheLedgerHasIsShownWhereTheReportIsGone() {
        api.reviews.add(FLIP.substring(0, FLIP.indexOf("\"report\"")) + "\"report\": null, \"change\": null}");
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/reviews/rev-1");
        assertThat(page.locator("main")).containsText("The report is not kept here any longer");
        assertThat(page.locator("#finding-1")).containsText("line 12, which is not shown");
        assertThat(page.locator("#finding-1")).containsText("flag-floods-topic");
        assertThat(page.locator("#change + p")).containsText("not kept here any longer");
        page.navigate(console.address() + "/reviews/rev-9");
        assertThat(page.locator("h1")).hasText("review-unknown");
    }

    @Test
    void whatStrangersWroteIsShownAndNotRun() {
        String hostile = HOSTILE.replace("\"", "\\\"") + "\\u202e";
        String all = FLIP;
        for (String word : List.of(
                "Turn debug-events on for everybody",
                "flags/app.yaml",
                "flags/old.yaml",
                "flags/other.yaml",
                "flag-floods-topic",
                "no owner is named",
                "inc-2031",
                "The disk of broker 2 was full after nine minutes.",
                "owns flags/",
                "    rollout: 0\"",
                "application:shop",
                "logo.png",
                "binary\"}",
                "3f2c9a",
                "person:tess",
                "unsatisfied",
                "critical",
                "renamed")) {
            String end = word.replaceAll("[^\"}]", "");
            assertThat(all).contains(word);
            all = all.replace(word, hostile + end);
        }
        api.reviews.add(all);
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/reviews");
        assertThat(page.locator("main img, main script")).hasCount(0);
        page.navigate(console.address() + "/reviews/rev-1");
        assertThat(page.locator("main img, main script, main b b")).hasCount(0);
        assertThat(page.locator("svg.blast text").nth(1)).containsText("<img src=x");
        assertThat(page.locator("h1")).containsText("</script><U+202E>");
        assertThat(page.locator("del").first()).containsText("<img src=x");
        assertThat(page.locator(".evidence").first()).containsText("</script><U+202E>");
        assertThat(page.title()).startsWith("Review of <img");
    }

    @Test
    void aHugeReviewIsBounded() {
        String lines = IntStream.rangeClosed(1, 5_000)
                .mapToObj(i -> "{\"kind\": \"added\", \"before\": 0, \"after\": %d, \"text\": \"x\"}".formatted(i))
                .collect(Collectors.joining(","));
        String files = IntStream.range(0, 2_000)
                .mapToObj(i ->
                        "{\"before\": \"f%1$d\", \"after\": \"f%1$d\", \"kind\": \"added\", \"body\": \"text\", \"lines\": [%2$s]}"
                                .formatted(i, i == 0 ? lines : ""))
                .collect(Collectors.joining(","));
        String ways = IntStream.range(0, 3_000)
                .mapToObj(i -> "[\"flag:a\", \"topic:t%d\", \"flag:a\"]".formatted(i))
                .collect(Collectors.joining(","));
        String small = SMALL.formatted(1, 1, "deny", "pay", "null");
        String report = "{\"teams\": [], \"findings\": [], \"notReviewed\": [], \"reaches\": [%s]}".formatted(ways);
        api.reviews.add(small.replace("\"report\": null", "\"report\": " + report)
                .replace(
                        "\"change\": null",
                        "\"change\": {\"name\": \"a\", \"cut\": 0, \"files\": [%s]}".formatted(files)));
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/reviews/rev-1");
        assertThat(page.locator("details.file")).hasCount(ReviewedChange.FILES_MAX);
        assertThat(page.locator("main")).containsText("1,600 more files are not shown");
        assertThat(page.locator("svg.blast .node")).hasCount(Blast.NODES_MAX);
        assertThat(page.locator("section[aria-labelledby=reaches]")).containsText("and 2941 more assets");
        assertThat(page.locator(".ways li")).hasCount(Blast.WAYS_MAX);
        assertThat(page.locator("#f1")).not().hasAttribute("open", "");
    }

    @Test
    void itIsReadableInTheDarkWithoutScriptsAndOnAPhone() {
        api.reviews.add(FLIP.replace("class A {", "class " + "A".repeat(400)));
        BrowserContext context = browsers.browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setColorScheme(ColorScheme.DARK)
                        .setViewportSize(1400, 900));
        contexts.add(context);
        Page page = context.newPage();
        page.navigate(console.address() + "/login?code=eve-code");
        page.locator("button").click();
        page.navigate(console.address() + "/reviews/rev-1");
        assertThat(page.locator(".finding")).hasCount(5);
        shot(page, "dark-review");
        Page phone = visit("eve", 390, 844);
        for (String path : List.of("/reviews", "/reviews/rev-1")) {
            phone.navigate(console.address() + path);
            neverScrollsSideways(phone);
            for (Locator code : phone.locator(".hunks .code").all()) {
                assertThat(code.boundingBox().width).isGreaterThan(250);
            }
            shot(phone, "phone" + path.replace('/', '-'));
        }
    }

    @Test
    void whoMayNotAuditIsToldSo() {
        api.reviews.add(FLIP);
        Page page = visit("mallory", 1280, 800);
        for (String path : List.of("/reviews", "/reviews/rev-1", "/scores")) {
            page.navigate(console.address() + path);
            assertThat(page.locator("h1")).hasText("not-permitted");
            assertThat(page.locator("main")).not().containsText("debug-events");
        }
    }
}
