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
import org.junit.jupiter.api.Test;

class BrowserTest extends InBrowser {
    @Test
    void decisionsAppearWhileOneWatches() {
        api.decide("d1", Map.of());
        Page page = visit("ana", 1280, 800);
        assertThat(page.locator("#live")).hasText("Live");
        api.decide("d2", Map.of("allowed", false, "reason", "not-permitted"));
        Locator first = page.locator("#feed > li").first();
        assertThat(first).hasId("d-d2");
        assertThat(first).containsText("not-permitted");
        api.decide("d1", Map.of("outcome", outcome("stopped")));
        assertThat(page.locator("#d-d1 .verdict")).hasText("stopped");
        assertThat(page.locator("#feed > li")).hasCount(2);
        shot(page, "feed");
    }

    @Test
    void theFilterAppliesToWhatIsThereAndToWhatComes() {
        api.decide("d1", Map.of());
        api.decide("d2", Map.of("allowed", false, "reason", "not-permitted"));
        Page page = visit("ana", 1280, 800);
        page.locator(".tabs a", new Page.LocatorOptions().setHasText("denied")).click();
        assertThat(page.locator("#feed > li")).hasCount(1);
        assertThat(page.locator("#live")).hasText("Live");
        api.decide("d3", Map.of());
        api.decide("d4", Map.of("allowed", false, "reason", "token-revoked"));
        assertThat(page.locator("#feed > li").first()).hasId("d-d4");
        assertThat(page.locator("#d-d3")).hasCount(0);
    }

    @Test
    void oneCallIsShownInFull() {
        api.decide("d1", Map.of("outcome", outcome("completed")));
        Page page = visit("ana", 1280, 900);
        page.locator("#d-d1 a").click();
        for (String text : List.of(
                "report-writer",
                "ana",
                "operation:warehouse/runQuery",
                "payments",
                "7 more assets",
                "warehouse.cedar#analysts-read",
                "acme/replica-1#40",
                "./levee ledger verify",
                "12.0 ms",
                "1.5 KiB")) {
            assertThat(page.locator("main")).containsText(text);
        }
        shot(page, "decision");
    }

    @Test
    void aSessionTellsItsStory() {
        api.decide("d1", Map.of());
        api.decide("d2", Map.of("allowed", false, "reason", "label-not-cleared"));
        Page page = visit("ana", 1280, 900);
        page.locator("#d-d2 a").click();
        page.locator("a[href='/sessions/s-7f3a']").click();
        assertThat(page.locator("h1")).containsText("s-7f3a");
        for (String text : List.of(
                "report-writer for ana",
                "payroll",
                "table:hr.payroll",
                "channel:general",
                "totals only <b>no names</b>",
                "label-not-cleared")) {
            assertThat(page.locator("main")).containsText(text);
        }
        assertThat(page.locator(".feed > li")).hasCount(2);
        shot(page, "session");
        page.navigate(console.address() + "/sessions/s-none");
        assertThat(page.locator("main")).containsText("not-found");
    }

    @Test
    void aStopIsOrderedWithTheKeyboardAlone() {
        api.decide("d1", Map.of());
        Page page = visit("ana", 1280, 800);
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        focusByTab(page, "a[href='/stop']");
        page.keyboard().press("Enter");
        assertThat(page.locator("#scope")).isFocused();
        page.keyboard().type("agent:report-writer");
        page.keyboard().press("Escape"); // closes the browser's list of suggestions
        page.keyboard().press("Tab");
        assertThat(page.locator("#reason")).isFocused();
        page.keyboard().type("it floods the cluster");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("Stop agent:report-writer?");
        assertThat(page.locator(".figures")).containsText("1 call in flight");
        shot(page, "confirm");
        assertThat(page.locator("button", new Page.LocatorOptions().setHasText("Stop it now")))
                .isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("table")).containsText("8.4 ms");
        assertThat(page.locator("main")).containsText("it floods the cluster");
        shot(page, "report");
    }

    @Test
    void resumingNeedsASecondPersonAndSaysSo() {
        Page ana = visit("ana", 1280, 800);
        order(ana, "agent:report-writer");
        ana.locator("#reason").fill("fixed");
        ana.locator("text=Propose to resume").click();
        assertThat(ana.locator("main")).containsText("A second person must confirm it");
        assertThat(ana.locator("form[action$=resume]")).hasCount(0);
        Page bo = visit("bo", 1280, 800);
        bo.navigate(console.address() + "/stops");
        assertThat(bo.locator("main")).containsText("needs a second person to resume");
        shot(bo, "stops");
        bo.locator("a.scope").click();
        bo.locator("#reason").fill("looked at it");
        bo.locator("text=Confirm and resume").click();
        assertThat(bo.locator("main")).containsText("It runs again");
    }

    @Test
    void aPhoneNeverScrollsSideways() {
        String longName = "a".repeat(120);
        api.decide("d1", Map.of("path", "/warehouse/" + longName, "agents", List.of("agent:" + longName)));
        api.decide("d2", Map.of("allowed", false, "reason", "passport-does-not-cover"));
        Page page = visit("ana", 360, 740);
        shot(page, "phone-feed");
        order(page, "agent:" + longName);
        shot(page, "phone-report");
        for (String path :
                List.of("/", "/decisions/d1", "/decisions/d2", "/stop", "/stops", "/stops/stop-1", "/login")) {
            page.navigate(console.address() + path);
            neverScrollsSideways(page);
        }
    }

    @Test
    void whatIsHostileIsShownAndNotRun() {
        api.decide("d1", Map.of("path", HOSTILE, "reason", HOSTILE, "allowed", false, "detail", HOSTILE));
        Page page = visit("ana", 1280, 800);
        assertThat(page.locator("#live")).hasText("Live");
        api.decide("d2", Map.of("path", HOSTILE, "person", "person:" + HOSTILE, "revision", "\"><script>"));
        assertThat(page.locator("#d-d2")).containsText("<script>");
        assertThat(page.locator("main img, main script")).hasCount(0);
        page.locator("#d-d1 a").click();
        assertThat(page.locator("main")).containsText("<img src=x");
        order(page, "agent:x");
        page.locator("#reason").fill(HOSTILE);
        page.locator("text=Propose to resume").click();
        assertThat(page.locator("main")).containsText("<img src=x");
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(page.title()).doesNotContain("owned");
    }

    @Test
    void withoutScriptsEverythingButTheLiveFeedWorks() {
        api.decide("d1", Map.of());
        BrowserContext context =
                browsers.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        contexts.add(context);
        Page page = context.newPage();
        page.navigate(console.address() + "/login?code=ana-code");
        page.locator("button").click();
        assertThat(page.locator("#feed > li")).hasCount(1);
        order(page, "everything");
        assertThat(page.locator("table")).containsText("gateway");
    }

    @Test
    void itIsReadableInTheDark() {
        api.decide("d1", Map.of());
        api.decide("d2", Map.of("allowed", false, "reason", "not-permitted"));
        api.decide("d3", Map.of("outcome", outcome("stopped")));
        Page page = visit("ana", 1280, 500);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(16, 18, 22)");
        shot(page, "dark-feed");
    }

    @Test
    void whatWouldRunIsShownAsTextAndAnsweredWithItsDigest() {
        api.ask("apr-1", List.of("{\"note\": \"‹U+202E›" + HOSTILE + "\",", "  \"amount\": 20}"));
        Page page = visit("nia", 1280, 900);
        page.locator("nav >> text=Approvals").click();
        page.locator(".card a").first().click();
        assertThat(page.locator("#body")).containsText(HOSTILE);
        assertThat(page.locator("#body")).containsText("  \"amount\": 20}");
        assertThat(page.locator("#head")).containsText("POST payments/refunds?a=1");
        shot(page, "approval");
        page.locator("#reason").fill("agreed with the customer");
        page.locator("text=Let it run once").click();
        assertThat(page.locator(".verdict")).hasText("given");
        assertThat(page.locator("button[name=answer]")).hasCount(0);
        assertThat(page).not().hasTitle("owned");
        assertThat(api.said).containsExactly("give " + "ab".repeat(32) + " agreed with the customer");
    }

    @Test
    void aNoIsSaidWithAReason() {
        api.ask("apr-1", List.of("{}"));
        Page page = visit("nia", 390, 844);
        page.navigate(console.address() + "/approvals/apr-1");
        page.locator("text=Refuse").click();
        assertThat(page.locator("#reason")).isFocused();
        page.locator("#reason").fill("twice the amount");
        page.locator("text=Refuse").click();
        assertThat(page.locator(".verdict")).hasText("refused");
        shot(page, "approval-refused");
        assertThat(api.said).containsExactly("refuse " + "ab".repeat(32) + " twice the amount");
    }

    private void order(Page page, String scope) {
        page.navigate(console.address() + "/stop");
        page.locator("#scope").fill(scope);
        page.locator("#reason").fill("it floods the cluster");
        page.locator("text=Look at what this covers").click();
        page.locator("text=Stop it now").click();
        page.waitForURL("**/stops/*");
    }

    private static void focusByTab(Page page, String selector) {
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
                return;
            }
        }
        throw new AssertionError("`%s` cannot be reached with the tab key".formatted(selector));
    }

    private static Map<String, ?> outcome(String ending) {
        return Map.of(
                "ending",
                ending,
                "status",
                200,
                "bytesIn",
                64,
                "bytesOut",
                1536,
                "micros",
                12_000,
                "ledger",
                Map.of("origin", "acme/replica-1", "position", 99));
    }
}
