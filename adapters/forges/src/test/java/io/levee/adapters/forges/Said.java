package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;
import io.levee.change.Change;
import io.levee.change.UnifiedDiff;
import io.levee.testkit.FakeClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Reviews, changes and patience for the tests of this module.
public final class Said {
    public static final String ONE = "1".repeat(40);
    public static final String TWO = "2".repeat(40);
    public static final String THREE = "3".repeat(40);

    /// Two files: a line added, one removed, one that stays; and a new file.
    public static final String DIFF = """
            diff --git a/app.yaml b/app.yaml
            index 1111111..2222222 100644
            --- a/app.yaml
            +++ b/app.yaml
            @@ -1,3 +1,3 @@
             name: shop
            -replicas: 3
            +replicas: 1
             port: 80
            diff --git a/topic.yaml b/topic.yaml
            new file mode 100644
            index 0000000..3333333
            --- /dev/null
            +++ b/topic.yaml
            @@ -0,0 +1,2 @@
            +topic: orders
            +retention: -1
            """;

    private Said() {}

    public static Change change(String diff) {
        return UnifiedDiff.read(new ByteArrayInputStream(diff.getBytes(StandardCharsets.UTF_8)));
    }

    public static Concern concern(String rule, String severity, String file, int line, String quote) {
        return new Concern(
                "kafka",
                rule,
                severity,
                file,
                line,
                "this breaks `%s` @dana #1".formatted(rule),
                List.of(
                        new Quoted("diff", "%s:%d".formatted(file, line), quote),
                        new Quoted("incident", "INC-1", "the disk was full")),
                List.of());
    }

    public static ReviewReport report(String decision, Concern... concerns) {
        return new ReviewReport(
                decision,
                0.25,
                "prior",
                List.of(new ReviewReport.AskedTeam("kafka", "owns `topic:orders`", "unsatisfied", 3)),
                List.of(concerns),
                List.of(),
                List.of());
    }

    /// Sleeping moves the clock, and is remembered.
    public static Patience patience(FakeClock clock, List<Duration> slept) {
        return new Patience(clock, new Random(1), time -> {
            slept.add(time);
            clock.advance(time);
        });
    }

    public static Patience patience() {
        return patience(FakeClock.start(), new ArrayList<>());
    }
}
