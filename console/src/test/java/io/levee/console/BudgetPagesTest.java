package io.levee.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetPagesTest extends InBrowser {
    private static final String BUDGETS = """
            {"budgets": [
              {"budget": "answers-per-session", "unit": "bytes", "per": "session", "holders": [], "only": [],
               "limit": 2000000000, "every": "1d", "perCall": 10000000, "accounts": [
                 {"holder": "session:s-7f3a", "used": 1700000000, "outstanding": 20000000, "left": 280000000,
                  "windowEnds": "2026-11-25T00:00:00Z"}]},
              {"budget": "blast-radius", "unit": "objects", "per": "organisation", "holders": [], "only": [],
               "limit": 0, "every": "", "perCall": 20, "accounts": []},
              {"budget": "payroll-per-person", "unit": "calls", "per": "person", "holders": [], "only": ["table:hr.*"],
               "limit": 60, "every": "1h", "perCall": 0, "accounts": [
                 {"holder": "person:bo", "used": 3, "outstanding": 2, "left": 55, "windowEnds": "2026-11-24T09:00:00Z"},
                 {"holder": "person:fay", "used": 58, "outstanding": 2, "left": 0, "windowEnds": "2026-11-24T09:00:00Z"}]},
              {"budget": "passport-calls", "unit": "calls", "per": "agent", "holders": ["agent:report-writer"],
               "only": [], "limit": 1200, "every": "1h", "perCall": 0, "accounts": []},
              {"budget": "models", "unit": "usd-micros", "per": "team", "holders": ["team:care"], "only": [],
               "limit": 25000000, "every": "90s", "perCall": 500000, "accounts": [
                 {"holder": "team:care", "used": 1500012, "outstanding": 0, "left": 23499988,
                  "windowEnds": "2026-11-24T08:21:30Z"}]}
            ]}""";

    @Test
    void whatIsExhaustedStandsFirstAndIsMarkedByAWord() {
        api.budgets = BUDGETS;
        Page page = visit("eve", 1280, 900);
        page.locator("nav >> text=Budgets").click();
        Locator first = page.locator(".budget").first();
        assertThat(first.locator("h2")).hasText("payroll-per-person exhausted");
        assertThat(first).containsText("each person: 60 calls in 1h · only what touches table:hr.*");
        Locator fay = first.locator("tbody tr").first();
        assertThat(fay).containsText("person:fay");
        assertThat(fay).containsText("exhausted");
        assertThat(fay.locator("meter")).hasAttribute("value", "60");
        Locator bo = first.locator("tbody tr").nth(1);
        assertThat(bo.locator("td")).hasText(new String[] {"5 of 60", "3", "2", "55", "2026-11-24 09:00 UTC"});
        assertThat(page.locator(".budget h2").allInnerTexts())
                .as("then by what is left")
                .extracting(text -> text.lines().findFirst().orElseThrow())
                .containsExactly("payroll-per-person", "answers-per-session", "models");
        assertThat(page.locator(".budget").nth(1)).containsText("1.9 GiB in 1d, at most 9.5 MiB in one call");
        assertThat(page.locator(".budget").nth(2)).containsText("$25.00 in 90s, at most $0.50 in one call");
        assertThat(page.locator(".budget").nth(2).locator("tbody")).containsText("$1.500012");
        shot(page, "budgets");
    }

    @Test
    void whatNobodyUsedIsListedBelow() {
        api.budgets = BUDGETS;
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/budgets");
        Locator unused = page.locator("section[aria-labelledby=unused] tbody tr");
        assertThat(unused).hasCount(2);
        assertThat(unused.first().locator("td"))
                .hasText(new String[] {"blast-radius", "everybody", "at most 20 objects in one call"});
        assertThat(unused.nth(1).locator("td"))
                .hasText(new String[] {"passport-calls", "agent:report-writer", "1,200 calls in 1h"});
    }

    @Test
    void whoMayNotAuditIsToldSo() {
        api.budgets = BUDGETS;
        Page page = visit("mallory", 1280, 800);
        page.navigate(console.address() + "/budgets");
        assertThat(page.locator("h1")).hasText("not-permitted");
        assertThat(page.locator("main")).not().containsText("payroll-per-person");
    }

    @Test
    void itIsReadableInTheDarkWithoutScriptsAndOnAPhone() {
        api.budgets = BUDGETS.replace("person:bo", "person:" + "b".repeat(120));
        BrowserContext context = browsers.browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setColorScheme(ColorScheme.DARK)
                        .setViewportSize(1280, 900));
        contexts.add(context);
        Page page = context.newPage();
        page.navigate(console.address() + "/login?code=eve-code");
        page.locator("button").click();
        page.locator("nav >> text=Budgets").click();
        assertThat(page.locator("meter")).hasCount(4);
        shot(page, "dark-budgets");
        page.setViewportSize(360, 740);
        shot(page, "phone-budgets");
        Page phone = visit("eve", 360, 740);
        phone.navigate(console.address() + "/budgets");
        neverScrollsSideways(phone);
    }

    @Test
    void aBudgetOfManyShowsTheFullest() {
        String accounts = IntStream.range(0, 300)
                .mapToObj(i -> """
                        {"holder": "person:p%03d", "used": %d, "outstanding": 0, "left": %d,
                         "windowEnds": "2026-11-24T09:00:00Z"}""".formatted(i, i, 300 - i))
                .collect(Collectors.joining(","));
        api.budgets = """
                {"budgets": [{"budget": "calls", "unit": "calls", "per": "person", "holders": [], "only": [],
                 "limit": 300, "every": "1m", "perCall": 0, "accounts": [%s]}]}""".formatted(accounts);
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/budgets");
        assertThat(page.locator(".budget tbody tr")).hasCount(Budget.ACCOUNTS_MAX);
        assertThat(page.locator(".budget tbody tr").first()).containsText("person:p299");
        assertThat(page.locator(".budget")).containsText("200 more are not shown");
    }

    @Test
    void namesAreShownAndNotRun() {
        api.budgets = BUDGETS.replace("person:bo", HOSTILE.replace("\"", "\\\""));
        Page page = visit("eve", 1280, 900);
        page.navigate(console.address() + "/budgets");
        assertThat(page.locator("main")).containsText("<img src=x");
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(List.of(page.title())).containsExactly("Budgets · Levee");
    }
}
