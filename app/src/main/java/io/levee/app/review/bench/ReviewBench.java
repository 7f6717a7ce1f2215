package io.levee.app.review.bench;

import io.levee.adapters.cel.CelConditions;
import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.git.Commit;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.adapters.organisation.StarterLibrary;
import io.levee.adapters.reports.Ascii;
import io.levee.adapters.reports.ReviewReport;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.catalog.Catalog;
import io.levee.change.Change;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Knowledge;
import io.levee.rooms.review.Creator;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.PathOwners;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.Reviewer;
import io.levee.rooms.review.Rulebook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How long twenty teams' reviewers take for the changes of a history, without a model, beside
/// what `git show` takes for the same change; and for one change of ten thousand files.
public final class ReviewBench {
    private static final int TEAMS = 20;
    /// Domains of the starter library that each team takes, of twelve.
    private static final int DOMAINS_EACH = 2;
    private static final int CHANGES_MAX = 5_000;
    /// Changes that are shown by git too.
    private static final int SHOWN_MAX = 200;
    private static final int FILES = 10_000;
    private static final int LINES = 20;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(3);

    private ReviewBench() {}

    /// @param repository whose newest [#CHANGES_MAX] changes along first parents are reviewed
    /// @param progress   is told how far it is, every few seconds
    public static BenchReport run(BenchOptions options, Path repository, Consumer<String> progress)
            throws IOException, InterruptedException {
        Panel panel = panel();
        try (GitHistory history = GitHistory.open(repository)) {
            List<Commit> commits = history.newest("HEAD", CHANGES_MAX).reversed().stream()
                    .filter(it -> !it.parents().isEmpty())
                    .toList();
            Measured first = measure(history, panel, commits, progress);
            Measured second = measure(history, panel, commits, progress);
            List<Double> shown = shown(repository, commits);
            Map<String, Object> row = BenchReport.row(
                    "history, %d teams".formatted(TEAMS),
                    "changes",
                    commits.size(),
                    "p50Millis",
                    second.millis(50),
                    "p95Millis",
                    second.millis(95),
                    "maxMillis",
                    second.millis(100),
                    "firstRunP95Millis",
                    first.millis(95),
                    "heapPeakMiB",
                    Math.max(first.heapMiB(), second.heapMiB()),
                    "sameTwice",
                    first.digest() == second.digest(),
                    "blockedPercent",
                    100.0 * second.denied() / Math.max(1, commits.size()),
                    "findingsPerChange",
                    (double) second.findings() / Math.max(1, commits.size()));
            Map<String, Object> git = BenchReport.row(
                    "git show",
                    "changes",
                    shown.size(),
                    "p50Millis",
                    percentile(shown, 50),
                    "p95Millis",
                    percentile(shown, 95));
            progress.accept("%d files".formatted(FILES));
            List<Map<String, Object>> rows = List.of(row, git, large(panel));
            double ratio = second.millis(95) / Math.max(0.001, percentile(shown, 95));
            return BenchReport.here("reviews", options, rows, Map.of("p95 of git show", ratio));
        }
    }

    private static Panel panel() {
        SortedMap<TeamId, List<Guardrail>> rules = new TreeMap<>();
        List<String> domains = StarterLibrary.DOMAINS;
        for (int team = 0; team < TEAMS; team++) {
            TeamId id = new TeamId("team-" + team);
            List<Guardrail> guardrails = new ArrayList<>();
            for (int i = 0; i < DOMAINS_EACH; i++) {
                guardrails.addAll(StarterLibrary.forTeam(domains.get((team + i) % domains.size()), id));
            }
            rules.put(id, guardrails);
        }
        return new Panel(
                new Rulebook(
                        Catalog.EMPTY,
                        PathOwners.NOBODY,
                        Reviewer.of(rules, new CelConditions()),
                        Knowledge.NONE,
                        List.of(),
                        new TeamId("platform"),
                        List.of()),
                new KnownFormats());
    }

    /// @param each   milliseconds of each change, sorted
    /// @param digest of every report, in order
    private record Measured(List<Double> each, long digest, int denied, long findings, long heapMiB) {
        double millis(int percent) {
            return percentile(each, percent);
        }
    }

    private static Measured measure(GitHistory history, Panel panel, List<Commit> commits, Consumer<String> progress) {
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        List<Double> each = new ArrayList<>();
        long digest = 0;
        int denied = 0;
        long findings = 0;
        long told = System.nanoTime();
        for (int i = 0; i < commits.size(); i++) {
            long started = System.nanoTime();
            RangeChange range = history.commit(commits.get(i).id());
            ReviewDecision decision = panel.review(
                    new ReviewRequest(commits.get(i).id(), range.change(), range.contents(), Creator.UNKNOWN));
            long ended = System.nanoTime();
            each.add((ended - started) / 1e6);
            digest = 31 * digest + Ascii.json(ReviewReport.of(decision)).hashCode();
            denied += decision instanceof ReviewDecision.Deny ? 1 : 0;
            findings += decision.review().findings().size();
            if (ended - told > PROGRESS_NANOS) {
                told = ended;
                progress.accept("%d of %d changes".formatted(i + 1, commits.size()));
            }
        }
        Collections.sort(each);
        long peak =
                pools().stream().mapToLong(it -> it.getPeakUsage().getUsed()).sum();
        return new Measured(each, digest, denied, findings, peak >> 20);
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(it -> it.getType() == MemoryType.HEAP)
                .toList();
    }

    /// Milliseconds that git takes to print the newest of the same changes, sorted.
    private static List<Double> shown(Path repository, List<Commit> commits) throws IOException, InterruptedException {
        List<Commit> newest = commits.subList(Math.max(0, commits.size() - SHOWN_MAX), commits.size());
        List<Double> millis = new ArrayList<>();
        for (Commit commit : newest) {
            long started = System.nanoTime();
            new ProcessBuilder("git", "-C", repository.toString(), "show", "--format=", "--first-parent", commit.id())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            millis.add((System.nanoTime() - started) / 1e6);
        }
        Collections.sort(millis);
        return millis;
    }

    private static Map<String, Object> large(Panel panel) throws IOException {
        byte[] diff = diff();
        long started = System.nanoTime();
        Change change = UnifiedDiff.read(new ByteArrayInputStream(diff));
        ReviewDecision decision = panel.review(new ReviewRequest("large", change, Contents.UNKNOWN, Creator.UNKNOWN));
        double seconds = (System.nanoTime() - started) / 1e9;
        return BenchReport.row(
                "%d files of %d lines".formatted(FILES, LINES),
                "files",
                change.files().size(),
                "seconds",
                seconds,
                "findings",
                decision.review().findings().size());
    }

    /// Of formats that are read by structure, each one a new file.
    private static byte[] diff() {
        List<String> endings = List.of("yaml", "properties", "json", "java", "py", "sql", "md", "tf", "toml", "sh");
        StringBuilder diff = new StringBuilder();
        for (int file = 0; file < FILES; file++) {
            String path = "module-%d/part-%d.%s".formatted(file % 100, file, endings.get(file % endings.size()));
            diff.append("diff --git a/").append(path).append(" b/").append(path).append("\nnew file mode 100644\n");
            diff.append("--- /dev/null\n+++ b/").append(path).append("\n@@ -0,0 +1,%d @@\n".formatted(LINES));
            for (int line = 0; line < LINES; line++) {
                diff.append("+key-")
                        .append(line)
                        .append(": ")
                        .append(file * line)
                        .append('\n');
            }
        }
        return diff.toString().getBytes(StandardCharsets.UTF_8);
    }

    static double percentile(List<Double> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return Math.round(sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1)) * 10) / 10.0;
    }
}
