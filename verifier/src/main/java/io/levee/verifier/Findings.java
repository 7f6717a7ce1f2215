package io.levee.verifier;

import java.util.ArrayList;
import java.util.List;

/// Collects every finding, and keeps the first ones. What a finding quotes may come from whoever
/// damaged the export, so it is cut to a length and holds nothing that a terminal obeys.
final class Findings {
    private static final int QUOTED_MAX = 300;

    private final List<Finding> first = new ArrayList<>();
    private long more;

    void add(Finding.Kind kind, String origin, long line, String detail) {
        if (first.size() < Report.FINDINGS_MAX) {
            first.add(new Finding(kind, shown(origin), line, shown(detail)));
        } else {
            more++;
        }
    }

    private static String shown(String text) {
        String cut = text.length() <= QUOTED_MAX ? text : text.substring(0, QUOTED_MAX) + "…";
        return cut.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Cf}]", "?");
    }

    long count() {
        return first.size() + more;
    }

    Report report(List<Report.LogReport> logs) {
        return new Report(logs, first, more);
    }
}
