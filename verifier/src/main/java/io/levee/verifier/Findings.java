package io.levee.verifier;

import java.util.ArrayList;
import java.util.List;

/// Collects every finding, and keeps the first ones.
final class Findings {
    private final List<Finding> first = new ArrayList<>();
    private long more;

    void add(Finding.Kind kind, String origin, long line, String detail) {
        if (first.size() < Report.FINDINGS_MAX) {
            first.add(new Finding(kind, origin, line, detail));
        } else {
            more++;
        }
    }

    long count() {
        return first.size() + more;
    }

    Report report(List<Report.LogReport> logs) {
        return new Report(logs, first, more);
    }
}
