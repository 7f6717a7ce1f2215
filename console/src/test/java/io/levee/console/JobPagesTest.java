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

class JobPagesTest extends InBrowser {
    private static final String FAILED = """
            {"number": 1, "run": "w-51", "changes": [], "began": "2026-11-24T08:19:51.000000Z",
             "endedAt": "2026-11-24T08:23:03.500000Z", "exit": 52, "ended": "exited", "checks": [],
             "diagnosis": {"engine": "spark", "signature": "spark-executor-heap", "cause": "One key of the join has far more rows than the others, and its task ran out of memory.",
               "confidence": 0.97, "part": "job", "evidence": [
                 {"file": "stderr.log", "line": 5, "text": "Caused by: java.lang.OutOfMemoryError: Java heap space"},
                 {"file": "stderr.log", "line": 3, "text": "Task 7 in stage 3.0 failed 1 times"},
                 {"file": "stderr.log", "line": 900, "text": "a line that is kept no longer"}],
               "remedy": {"action": "raise-memory", "args": ["setting=spark.driver.memory"], "rung": "isolation", "reversible": true, "undo": "set what was set before"},
               "command": "levee job rerun job-1 --set spark.driver.memory=2g", "verify": "the stage ends within its memory",
               "source": "https://spark.apache.org/docs/latest/tuning.html", "alternatives": ["jvm-metaspace (0.10): too many classes"],
               "collected": [{"what": "memory-usage", "text": "it reached its cap of 512 MiB"}, {"what": "heap-histogram", "text": ""}],
               "asked": null, "hypotheses": []}}""";

    private static final String SUPPOSED = """
            {"number": 1, "run": "w-71", "changes": [], "began": "2026-11-24T08:19:51.000000Z",
             "endedAt": "2026-11-24T08:23:03.500000Z", "exit": 3, "ended": "exited", "checks": [],
             "diagnosis": {"engine": "spark", "signature": "unknown", "cause": "no skill knows this failure: it broke", "confidence": 0.1,
               "part": "either", "evidence": [], "remedy": null, "command": "", "verify": "", "source": "", "alternatives": [], "collected": [],
               "asked": {"agent": "diagnostician", "model": "model:hosted/small-1", "outcome": "%s"}, "hypotheses": [%s]}}""";

    private static final String HYPOTHESIS = """
            {"cause": "The input <b>is cut off</b>.", "confidence": "low",
             "evidence": [{"file": "stderr.log", "line": 5, "text": "unexpected end of input"}],
             "remedy": {"action": "raise-memory", "args": ["setting=spark.driver.memory"], "rung": "isolation", "reversible": true, "undo": ""},
             "command": "levee job rerun job-7 --set spark.driver.memory=2g"}""";

    private static final String GOOD = """
            {"number": 2, "run": "w-52", "changes": ["spark.driver.memory=2g"], "began": "2026-11-24T08:23:04.000000Z",
             "endedAt": "2026-11-24T08:25:04.000000Z", "exit": 0, "ended": "exited",
             "checks": ["table:shop.customer_value rows-min 1: passed, 4011 rows"], "diagnosis": null}""";

    private static final String RUNS = """
            {"number": 1, "run": "w-61", "changes": [], "began": "2026-11-24T08:23:04.000000Z", "endedAt": null,
             "exit": null, "ended": "", "checks": [], "diagnosis": null}""";

    private static final String TOUCHES = """
            "about": {"text": "You started a batch job on Spark.", "ref": "spark-batch/SKILL.md"},
            "touches": [
              {"asset": "cluster:batch", "what": "where batches run", "owner": "spark", "channel": "#spark",
               "pages": [{"title": "Sharing", "ref": "teams/spark/sharing.md:3", "quote": "Ask before you take more than half."}]},
              {"asset": "table:shop.orders", "what": "<img src=x onerror=document.title='owned'>", "owner": "shop", "channel": "", "pages": []}],
            """;

    private static final String LOG = """
            26/11/24 08:19:52 INFO SparkContext: Running Spark version 4.0.1
            26/11/24 08:20:10 INFO DAGScheduler: Submitting ShuffleMapStage 3
            26/11/24 08:23:01 ERROR TaskSetManager: Task 7 in stage 3.0 failed 1 times; aborting job
            org.apache.spark.SparkException: Job aborted due to stage failure
            Caused by: java.lang.OutOfMemoryError: Java heap space
            \tat org.apache.spark.sql.execution.UnsafeExternalRowSorter.sort(UnsafeExternalRowSorter.java:219)
            """;

    private static String job(String id, String state, String outcome, String why, String... attempts) {
        return """
            {"id": "%s", "state": "%s", "outcome": %s, "why": "%s", "agent": "batch-coder", "person": "gus",
             "owner": "analytics", "mender": "spark", "asset": "job:customer-value-batch", "skill": "spark-batch",
             "engine": "spark", "program": "spark-submit", "session": "s-7f3a", "reads": ["table:shop.orders"],
             "outputs": [{"asset": "table:shop.customer_value", "folder": "out", "checks": ["rows-min 1"]}],
             "trust": "staging", "attemptsMax": 3, "admittedAt": "2026-11-24T08:19:50.123456Z",
             "deadline": "2026-11-24T09:19:50Z", "rerunOf": null, "attempts": [%s]}""".formatted(id, state, outcome, why, String.join(",", attempts));
    }

    private void addMended() {
        api.jobs.add(job("job-1", "closed", "\"succeeded\"", "its outputs are published", FAILED, GOOD));
        api.jobs.logs.put("job-1/1", LOG);
        api.jobs.logs.put("job-1/2", "all went well\n");
    }

    private void addHandedBack() {
        api.jobs.add(job("job-2", "closed", "\"handed-back\"", "the cause is likely, not certain", FAILED));
        api.jobs.logs.put("job-2/1", LOG);
    }

    @Test
    void theListSaysWhereEachJobIsAndWhoHasItInHand() {
        addMended();
        addHandedBack();
        api.jobs.add(job("job-3", "running", "null", "", RUNS));
        api.jobs.add(job(
                "job-4", "closed", "\"handed-over\"", "the disk is full", FAILED.replace("\"job\"", "\"platform\"")));
        api.jobs.add(job("job-5", "closed", "\"stopped\"", "ended by `person:gus`"));
        Page page = visit("gus", 1400, 900);
        page.locator("nav >> text=Jobs").click();
        assertThat(page.locator(".jobs tbody .verdict"))
                .hasText(new String[] {"succeeded", "handed-back", "running", "handed-over", "stopped"});
        Locator mended = page.locator(".jobs tbody tr").first();
        assertThat(mended).containsText("job:customer-value-batch");
        assertThat(mended).containsText("batch-coder for gus");
        assertThat(mended.locator("[data-name=Tries]")).hasText("2 of 3");
        assertThat(mended).containsText("2026-11-24 08:19 UTC");
        assertThat(page.locator(".jobs tbody tr").nth(1)).containsText("gus has it in hand");
        assertThat(page.locator(".jobs tbody tr").nth(2)).containsText("it runs");
        assertThat(page.locator(".jobs tbody tr").nth(3)).containsText("team spark has it in hand");
        shot(page, "jobs");
        page.locator(".tabs a >> text=open").click();
        assertThat(page.locator(".jobs tbody .verdict")).hasText(new String[] {"running"});
        page.navigate(console.address() + "/jobs?show=quarantined");
        assertThat(page.locator(".empty")).hasText("No job matches.");
        page.navigate(console.address() + "/jobs?show=%3Cb%3E");
        assertThat(page.locator(".jobs tbody tr")).hasCount(5);
    }

    @Test
    void whereNothingRanItSaysHowTo() {
        Page page = visit("gus", 1280, 900);
        page.navigate(console.address() + "/jobs");
        assertThat(page.locator(".command")).containsText("levee job run --agent");
    }

    @Test
    void theTimelineTellsEachAttemptAndWithWhichTrustItWasMended() {
        addMended();
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs");
        page.locator(".jobs .scope").click();
        assertThat(page.locator(".steps b")).hasText(new String[] {
            "admitted", "began", "failed", "diagnosed", "mended", "began", "ended", "checked", "published", "closed"
        });
        Locator first = page.locator("#attempt-1");
        assertThat(first.locator(".changes")).hasText("As it was asked for.");
        assertThat(first).containsText("it exited with 52, after 3 min 12 s");
        assertThat(first).containsText("by raise-memory, with trust isolation of the staging that the agent has");
        assertThat(first).containsText("Levee tried again by itself.");
        assertThat(first.locator(".command")).hasCount(0);
        assertThat(page.locator("#attempt-2 .tag.fresh")).hasText("spark.driver.memory=2g");
        assertThat(page.locator("#attempt-2")).containsText("rows-min 1: passed, 4011 rows");
        assertThat(page.locator(".columns")).containsText("staging; used: isolation");
        assertThat(page.locator(".steps.last")).containsText("table:shop.customer_value");
        assertThat(page.locator("h2#log")).hasText("Log of attempt 1");
        shot(page, "job-mended");
        page.locator("#attempt-2 >> text=log").click();
        assertThat(page.locator(".log")).containsText("all went well");
    }

    @Test
    void theDiagnosisSaysTheCauseFirstAndLeadsToItsLines() {
        addHandedBack();
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs/job-2");
        Locator diagnosis = page.locator(".diagnosis");
        assertThat(diagnosis.locator("p").first()).containsText("One key of the join");
        assertThat(diagnosis).containsText("certain: 97 % · spark-executor-heap");
        assertThat(diagnosis).containsText("It is the job’s own part: gus can mend it.");
        assertThat(diagnosis).containsText("It needs trust isolation; the agent has staging.");
        assertThat(diagnosis.locator(".command")).hasText("levee job rerun job-1 --set spark.driver.memory=2g");
        assertThat(page.locator(".log mark")).hasCount(2);
        assertThat(page.locator(".log tr.cited").nth(1)).containsText("5");
        assertThat(page.locator(".log tr.cited").nth(1).locator("mark")).containsText("Java heap space");
        assertThat(page.locator("#why-1-3")).containsText("not in the part of the log that is shown");
        assertThat(page.locator("#why-1-3 a")).hasCount(0);
        page.locator("#why-1-1 a").click();
        assertThat(page).hasURL(console.address() + "/jobs/job-2?attempt=1#cited-1");
        assertThat(page.locator("#cited-1")).isInViewport();
        page.locator("#cited-1").click();
        assertThat(page.locator("#why-1-1")).isInViewport();
        page.locator(".diagnosis summary").click();
        shot(page, "job-handed-back");
    }

    @Test
    void whatAModelSupposesStandsApartAndIsCalledThat() {
        api.jobs.add(job(
                "job-7", "closed", "\"handed-back\"", "no skill knows", SUPPOSED.formatted("answered", HYPOTHESIS)));
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs/job-7");
        Locator supposed = page.locator(".diagnosis .supposed");
        assertThat(supposed.locator("h4")).hasText("What a model supposes");
        assertThat(supposed).containsText("model:hosted/small-1, asked by diagnostician");
        assertThat(supposed).containsText("The input <b>is cut off</b>. (low)");
        assertThat(supposed).containsText("stderr.log:5");
        assertThat(supposed.locator(".command")).hasText("levee job rerun job-7 --set spark.driver.memory=2g");
        assertThat(page.locator(".diagnosis > .command")).hasCount(0);
        assertThat(page.locator(".diagnosis")).containsText("no skill knows this failure");
        assertThat(page.locator(".diagnosis")).not().containsText("certain");
        shot(page, "job-supposed");
    }

    @Test
    void whyNoModelSupposesAnythingIsSaid() {
        api.jobs.add(
                job("job-8", "closed", "\"handed-back\"", "no skill knows", SUPPOSED.formatted("over-budget", "")));
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs/job-8");
        assertThat(page.locator(".diagnosis")).containsText("No model was asked: nothing is left of its budget.");
        assertThat(page.locator(".supposed")).hasCount(0);
    }

    @Test
    void anOpenJobIsEndedByAFormOfThisConsole() {
        api.jobs.add(job("job-3", "running", "null", "", RUNS));
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs/job-3");
        assertThat(page.locator(".title .verdict")).hasText("running");
        assertThat(page.locator("section[aria-labelledby=log]")).containsText("job-log-unknown: ask the replica");
        page.evaluate("document.querySelector('.endjob input[name=csrf]').value = 'forged'");
        page.locator(".endjob summary").click();
        page.locator("text=End it now").click();
        assertThat(page.locator("h1")).hasText("This form is too old");
        assertThat(api.jobs.ended).isEmpty();
        page.navigate(console.address() + "/jobs/job-3");
        page.locator(".endjob summary").click();
        shot(page, "job-running");
        page.locator("text=End it now").click();
        assertThat(page.locator("[role=status]")).containsText("It is being ended");
        assertThat(page.locator(".endjob")).hasCount(0);
        assertThat(api.jobs.ended).containsExactly("job-3 person:gus");
    }

    @Test
    void whatItIsAndWhatItTouchesIsSaidInTheOwnersWords() {
        String plain = job("job-2", "closed", "\"handed-back\"", "the cause is likely", FAILED);
        api.jobs.add(plain.replace("\"attempts\"", TOUCHES + "\"attempts\""));
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs/job-2");
        Locator section = page.locator("section[aria-labelledby=touches]");
        assertThat(section.locator(".about")).hasText("You started a batch job on Spark. spark-batch/SKILL.md");
        assertThat(section.locator(".parts > li")).hasCount(2);
        assertThat(section.locator(".parts > li").first()).containsText("cluster:batch — where batches run");
        assertThat(section.locator(".parts > li").first()).containsText("team spark, #spark");
        assertThat(section.locator("blockquote"))
                .hasText("Ask before you take more than half. Sharing, teams/spark/sharing.md:3");
        assertThat(section.locator("img, script, a")).hasCount(0);
        shot(page, "job-touches");
        page.setViewportSize(390, 844);
        neverScrollsSideways(page);
        shot(page, "phone-job-touches");
    }

    @Test
    void aJobInQuarantineIsReleasedByAFormOfThisConsole() {
        api.jobs.add(job("job-6", "closed", "\"quarantined\"", "connections: it holds 90 of 100", FAILED));
        Page page = visit("gus", 1400, 900);
        page.navigate(console.address() + "/jobs/job-6");
        assertThat(page.locator(".title .verdict")).hasText("quarantined");
        page.evaluate("document.querySelector('.release input[name=csrf]').value = 'forged'");
        page.locator(".release summary").click();
        page.locator("text=Release it").click();
        assertThat(page.locator("h1")).hasText("This form is too old");
        assertThat(api.jobs.released).isEmpty();
        page.navigate(console.address() + "/jobs/job-6");
        page.locator(".release summary").click();
        shot(page, "job-quarantined");
        page.locator("text=Release it").click();
        assertThat(page.locator("[role=status]")).containsText("out of quarantine");
        assertThat(page.locator(".release")).hasCount(0);
        assertThat(api.jobs.released).containsExactly("job-6 person:gus");
        page.navigate(console.address() + "/jobs/job-6");
        page.locator(".release summary").click();
        page.locator("text=Release it").click();
        assertThat(page.locator("#problem")).hasText("job-not-in-quarantine: it may run already");
    }

    @Test
    void whoMayNotEndItIsToldSoAndOneThatIsOverCannotBeEnded() {
        api.jobs.add(job("job-3", "running", "null", "", RUNS));
        addHandedBack();
        Page page = visit("stranger", 1280, 900);
        page.navigate(console.address() + "/jobs/job-3");
        page.locator(".endjob summary").click();
        page.locator("text=End it now").click();
        assertThat(page.locator("#problem")).hasText("job-not-yours: ask the person whom it acts for");
        page.navigate(console.address() + "/jobs/job-2");
        assertThat(page.locator(".endjob")).hasCount(0);
        page.navigate(console.address() + "/jobs/job-9");
        assertThat(page.locator("h1")).hasText("job-unknown");
    }

    @Test
    void whatALogSaysIsShownAndNotRun() {
        String escaped = HOSTILE.replace("\"", "\\\"") + "\\u202e";
        String all = job("job-2", "closed", "\"handed-back\"", "the cause is likely", FAILED);
        for (String word : List.of(
                "the cause is likely",
                "batch-coder",
                "customer-value-batch",
                "spark-batch",
                "spark-submit",
                "table:shop.orders",
                "rows-min 1",
                "w-51",
                "spark-executor-heap",
                "One key of the join",
                "Java heap space",
                "stderr.log",
                "raise-memory",
                "setting=spark.driver.memory",
                "set what was set before",
                "levee job rerun job-1",
                "the stage ends",
                "https://spark.apache.org",
                "too many classes",
                "exited")) {
            assertThat(all).contains(word);
            all = all.replace(word, escaped);
        }
        api.jobs.add(all);
        api.jobs.logs.put(
                "job-2/1",
                LOG.replace("Java heap space", HOSTILE + "\u202e")
                        + "</mark></td></tr></table></main><h1 id=\"cited-1\">owned</h1>\n"
                        + "@template.layout ${1+1} <a href=\"javascript:document.title='owned'\">x</a>\n\u001b]0;owned\u0007\u0000\n");
        Page page = visit("gus", 1280, 900);
        page.navigate(console.address() + "/jobs");
        assertThat(page.locator("main img, main script")).hasCount(0);
        page.navigate(console.address() + "/jobs/job-2");
        assertThat(page.locator("main img, main script, main h1 + h1, a[href^=javascript]"))
                .hasCount(0);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("#cited-1")).hasCount(1);
        assertThat(page.locator("tr.cited:has(#cited-1) mark")).containsText("</script><U+202E>");
        assertThat(page.locator(".log")).containsText("${1+1}");
        assertThat(page.locator(".log")).containsText("<U+001B>]0;owned<U+0007><U+0000>");
        assertThat(page.locator(".cause")).containsText("</script><U+202E>");
        assertThat(page.locator(".command")).containsText("<img src=x");
        assertThat(page.title()).startsWith("Job job:<img");
    }

    @Test
    void aHugeLogIsBounded() {
        addHandedBack();
        String line = "x".repeat(60) + "\n";
        api.jobs.logs.put("job-2/1", LOG + line.repeat(10_000) + "y".repeat(100_000) + "\n" + line);
        Page page = visit("gus", 390, 844);
        page.navigate(console.address() + "/jobs/job-2");
        assertThat(page.locator(".log mark")).hasCount(2);
        assertThat(page.locator(".log .gap")).containsText("lines");
        assertThat(page.locator(".log tbody tr")).hasCount(5 + JobLog.AROUND_LINES + 1 + JobLog.LAST_LINES);
        neverScrollsSideways(page);
    }

    @Test
    void itIsReadableInTheDarkWithoutScriptsAndOnAPhone() {
        addMended();
        api.jobs.add(job("job-2", "closed", "\"handed-back\"", "no skill knows this failure", FAILED));
        api.jobs.logs.put(
                "job-2/1",
                LOG + IntStream.range(0, 9).mapToObj(i -> "z".repeat(400)).collect(Collectors.joining("\n")));
        BrowserContext context = browsers.browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setColorScheme(ColorScheme.DARK)
                        .setViewportSize(1400, 900));
        contexts.add(context);
        Page page = context.newPage();
        page.navigate(console.address() + "/login?code=gus-code");
        page.locator("button").click();
        page.navigate(console.address() + "/jobs/job-1");
        assertThat(page.locator(".attempt")).hasCount(2);
        shot(page, "dark-job");
        Page phone = visit("gus", 390, 844);
        for (String path : List.of("/jobs", "/jobs/job-1", "/jobs/job-2")) {
            phone.navigate(console.address() + path);
            neverScrollsSideways(phone);
            shot(phone, "phone" + path.replace('/', '-'));
        }
        assertThat(phone.locator(".log .code").first().boundingBox().width).isGreaterThan(250);
    }
}
