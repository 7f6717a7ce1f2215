package io.levee.verifier;

import java.util.NavigableMap;
import java.util.NavigableSet;

/// One log of an export: grows its tree line by line, compares it with every checkpoint that somebody kept,
/// and at its end with the signed checkpoint.
final class LogCheck {
    private final String origin;
    private final Findings findings;
    private final NavigableMap<Long, NavigableSet<String>> kept;
    private final GrowingTree tree = new GrowingTree();
    private final long findingsBefore;
    private long nextPosition;
    private int agreeing;
    private long agreeingUpTo;
    private boolean disagreed;

    LogCheck(String origin, Trust trust, Findings findings) {
        this.origin = origin;
        this.findings = findings;
        this.kept = trust.keptRoots(origin);
        this.findingsBefore = findings.count();
        compareWithKept(0);
    }

    String origin() {
        return origin;
    }

    void entry(long position, LineReader line, long number) {
        if (position > nextPosition) {
            findings.add(
                    Finding.Kind.MISSING_ENTRIES,
                    origin,
                    number,
                    "entry %d follows entry %d: %d are missing"
                            .formatted(position, nextPosition - 1, position - nextPosition));
        } else if (position < nextPosition) {
            findings.add(
                    Finding.Kind.OUT_OF_ORDER,
                    origin,
                    number,
                    "entry %d stands where entry %d belongs".formatted(position, nextPosition));
        }
        nextPosition = Math.max(nextPosition, position == Long.MAX_VALUE ? position : position + 1);
        malformed(line, number);
    }

    /// A line that is no entry still counts: what was signed may have been damaged since.
    void malformed(LineReader line, long number) {
        tree.add(line.bytes, line.from, line.length());
        compareWithKept(number);
    }

    private void compareWithKept(long number) {
        NavigableSet<String> roots = kept.get(tree.size());
        if (roots == null) {
            return;
        }
        String root = tree.root();
        for (String expected : roots) {
            if (expected.equals(root)) {
                agreeing++;
                agreeingUpTo = tree.size();
            } else if (!disagreed) {
                disagreed = true;
                findings.add(
                        Finding.Kind.REPLACED,
                        origin,
                        number,
                        "the first %d entries are not those of which a checkpoint was kept; the first %d are"
                                .formatted(tree.size(), agreeingUpTo));
            }
        }
    }

    /// Ends the log with its signed checkpoint. Returns what to report where all was well.
    Report.LogReport end(Head head, long number) {
        String root = tree.root();
        if (tree.size() < head.size()) {
            findings.add(
                    Finding.Kind.TRUNCATED,
                    origin,
                    number,
                    "%d entries are here, the signed checkpoint counts %d".formatted(tree.size(), head.size()));
        } else if (tree.size() > head.size()) {
            findings.add(
                    Finding.Kind.TRAILING_BYTES,
                    origin,
                    number,
                    "%d entries are here, the signed checkpoint counts %d".formatted(tree.size(), head.size()));
        } else if (!root.equals(head.root())) {
            findings.add(
                    Finding.Kind.EDITED,
                    origin,
                    number,
                    "the entries hash to %s, the signed checkpoint says %s; %s was changed"
                            .formatted(
                                    root, head.root(), agreeingUpTo == 0 ? "one" : "one after #" + (agreeingUpTo - 1)));
        }
        for (long size : kept.tailMap(tree.size(), false).keySet()) {
            findings.add(
                    Finding.Kind.TRUNCATED,
                    origin,
                    number,
                    "%d entries are here, a kept checkpoint counts %d".formatted(tree.size(), size));
        }
        return new Report.LogReport(origin, tree.size(), root, agreeing);
    }

    boolean clean() {
        return findings.count() == findingsBefore;
    }
}
