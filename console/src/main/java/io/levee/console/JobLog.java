package io.levee.console;

import io.levee.console.JobAttempt.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The end of what an attempt printed, as far as a page has room: the last lines, and each line that
/// the diagnosis cites with what stands around it.
///
/// @param why   why there is none, for people; else empty
/// @param found numbers of the citations that stand in it, from 1
public record JobLog(List<Row> rows, Set<Integer> found, String why) {
    static final int CHARS_MAX = 1024 * 1024;
    static final int LINE_MAX = 4_096;
    static final int LAST_LINES = 300;
    static final int AROUND_LINES = 15;
    private static final int MATCHES_MAX = 1_000;
    private static final char SEEN_AS = '\uFFFD';

    /// One line, or a gap where `skipped` is more than 0.
    ///
    /// @param number in its file, from 1; 0 where it is not known
    /// @param cited  numbers of the citations that mean it, from 1
    public record Row(long number, String text, List<Integer> cited, int skipped) {
        public boolean isGap() {
            return skipped > 0;
        }
    }

    static JobLog none(String why) {
        return new JobLog(List.of(), Set.of(), Plain.text(why));
    }

    /// @param evidence as the diagnosis of the same attempt cites it
    static JobLog of(String text, List<Line> evidence) {
        List<String> lines = text.substring(Math.max(0, text.length() - CHARS_MAX))
                .lines()
                .map(line -> line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + "…")
                .map(Plain::text)
                .toList();
        List<String> compared = lines.stream().map(JobLog::compared).toList();
        Map<String, Long> starts = starts(compared, evidence);
        Map<Integer, List<Integer>> cited = new TreeMap<>();
        Set<Integer> found = new HashSet<>();
        boolean sure = starts.size() == 1;
        for (int i = 0; i < evidence.size(); i++) {
            Line line = evidence.get(i);
            List<Integer> matches = matches(compared, line);
            if (!matches.isEmpty()) {
                int told = Math.clamp(line.line() - 1 - starts.getOrDefault(line.file(), 0L), -1, lines.size());
                boolean there = matches.contains(told);
                sure &= there;
                cited.computeIfAbsent(there ? told : matches.getLast(), _ -> new ArrayList<>())
                        .add(i + 1);
                found.add(i + 1);
            }
        }
        long before = sure ? starts.values().iterator().next() : -lines.size();
        return new JobLog(rows(lines, cited, evidence, before), found, "");
    }

    /// Of each cited file, how many of its lines are not here: the log is only the end of it, so what
    /// most citations agree on.
    private static Map<String, Long> starts(List<String> lines, List<Line> evidence) {
        Map<String, Map<Long, Integer>> votes = new HashMap<>();
        for (Line line : evidence) {
            for (int at : matches(lines, line)) {
                votes.computeIfAbsent(line.file(), _ -> new HashMap<>()).merge(line.line() - 1 - at, 1, Integer::sum);
            }
        }
        Map<String, Long> starts = new HashMap<>();
        votes.forEach((file, counted) -> counted.entrySet().stream()
                .max(Comparator.<Map.Entry<Long, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparingLong(vote -> -Math.abs(vote.getKey())))
                .ifPresent(most -> starts.put(file, most.getKey())));
        return starts;
    }

    private static List<Integer> matches(List<String> lines, Line line) {
        String text = line.text();
        String wanted = compared(text.endsWith("…") ? text.substring(0, text.length() - 1) : text);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return Stream.iterate(lines.size() - 1, at -> at >= 0, at -> at - 1)
                .filter(at -> lines.get(at).contains(wanted))
                .limit(MATCHES_MAX)
                .toList()
                .reversed();
    }

    /// Diagnosis and log write differently what is not seen.
    private static String compared(String text) {
        return text.replaceAll("<U\\+[0-9A-F]{4,6}>", String.valueOf(SEEN_AS)).strip();
    }

    private static List<Row> rows(
            List<String> lines, Map<Integer, List<Integer>> cited, List<Line> evidence, long before) {
        List<Row> rows = new ArrayList<>();
        int skipped = 0;
        for (int at = 0; at < lines.size(); at++) {
            if (!isShown(at, lines.size(), cited.keySet())) {
                skipped++;
                continue;
            }
            if (skipped > 0) {
                rows.add(new Row(0, "", List.of(), skipped));
                skipped = 0;
            }
            List<Integer> by = cited.getOrDefault(at, List.of());
            long number = by.isEmpty()
                    ? at + 1 + before
                    : evidence.get(by.getFirst() - 1).line();
            rows.add(new Row(Math.max(0, number), lines.get(at), List.copyOf(by), 0));
        }
        return List.copyOf(rows);
    }

    private static boolean isShown(int at, int count, Set<Integer> cited) {
        return at >= count - LAST_LINES || cited.stream().anyMatch(it -> Math.abs(it - at) <= AROUND_LINES);
    }
}
