package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;
import io.levee.change.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Names each finding so that it stays the same one while lines move: by its rule, its path, the
/// text of its line without the space around it, and which of several such it is, from above.
final class Postings {
    private static final int DIGEST_BYTES = 16;

    private Postings() {}

    /// In the order of the report: the most severe first.
    static List<Posting> of(ReviewReport report, Change change) {
        List<Concern> fromAbove = new ArrayList<>(report.findings());
        fromAbove.sort(Comparator.comparing(Concern::file)
                .thenComparingInt(Concern::line)
                .thenComparing(Concern::team)
                .thenComparing(Concern::message));
        Map<String, Integer> several = new HashMap<>();
        Map<Concern, Deque<String>> names = new HashMap<>();
        for (Concern concern : fromAbove) {
            String what = String.join(
                    "\0",
                    concern.rule(),
                    concern.file(),
                    text(concern, Place.of(concern, change)).strip());
            int which = several.merge(what, 1, Integer::sum);
            names.computeIfAbsent(concern, _ -> new ArrayDeque<>()).add(digest(what + "\0" + which));
        }
        List<Posting> postings = new ArrayList<>();
        for (Concern concern : report.findings()) {
            Deque<String> left = names.getOrDefault(concern, new ArrayDeque<>());
            postings.add(new Posting(left.remove(), Place.of(concern, change), concern));
        }
        return postings;
    }

    /// What the finding cites of the change; empty where it cites nothing.
    static String quote(Concern concern) {
        return concern.evidence().stream()
                .filter(it -> it.kind().equals("diff"))
                .findFirst()
                .map(Quoted::quote)
                .orElse("");
    }

    private static String text(Concern concern, Place place) {
        return place instanceof Place.OnLine there ? there.line().text() : quote(concern);
    }

    private static String digest(String what) {
        return HexFormat.of().formatHex(Signatures.sha256(Signatures.utf8(what)), 0, DIGEST_BYTES);
    }
}
