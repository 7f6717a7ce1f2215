package io.levee.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a benchmark measured, in the shape that `levee bench NAME --json` prints.
///
/// @param rows   one for each case; a row begins with `case`, its figures are numbers named with their unit last
/// @param ratios what to compare between machines, where absolute figures mislead
public record BenchReport(
        String bench, String commit, String jdk, int cpus, List<Map<String, Object>> rows, Map<String, Double> ratios) {
    public BenchReport {
        rows = rows.stream().map(BenchReport::ordered).toList();
        ratios = Map.copyOf(ratios);
    }

    /// For this machine and JDK.
    public static BenchReport here(
            String bench, BenchOptions options, List<Map<String, Object>> rows, Map<String, Double> ratios) {
        int cpus = Runtime.getRuntime().availableProcessors();
        return new BenchReport(bench, options.commit(), Runtime.version().toString(), cpus, rows, ratios);
    }

    /// A row in the order in which its figures were given: name, value, name, value.
    public static Map<String, Object> row(String name, Object... figures) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("case", name);
        for (int i = 0; i + 1 < figures.length; i += 2) {
            row.put(figures[i].toString(), figures[i + 1]);
        }
        return row;
    }

    /// As plain lines, for a terminal.
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("%s at %s on %s, %d processors".formatted(bench, commit, jdk, cpus));
        for (Map<String, Object> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            row.forEach((name, value) ->
                    line.append(name.equals("case") ? "%-34s".formatted(value) : " %s=%s".formatted(name, value)));
            lines.add(line.toString());
        }
        new TreeMap<>(ratios).forEach((name, ratio) -> lines.add("  ratio %s = %.2f".formatted(name, ratio)));
        return List.copyOf(lines);
    }

    private static Map<String, Object> ordered(Map<String, Object> row) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}
