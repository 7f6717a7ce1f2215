package io.levee.adapters.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Figures of a run that its log holds: the share of time that collecting garbage took, how uneven
/// the tasks of a stage were, how often a job was restarted. Not thread-safe.
final class Figures {
    static final List<String> WORDS = List.of("finished task ", "[gc", "full gc", "from state restarting to running");

    private static final int STAGES_MAX = 64;
    private static final int TASKS_MAX = 2_000;
    /// Fewer tasks have no typical one.
    private static final int TASKS_MIN = 4;
    /// A stage that is over at once is not slow for one of its tasks.
    private static final double SLOWEST_MILLIS_MIN = 2_000;

    private final Map<String, List<Double>> stages = new HashMap<>();
    private double pausedMillis;
    private double upSeconds;
    private double restarts;

    void line(String text) {
        int task = text.indexOf("Finished task ");
        if (task >= 0) {
            task(text, task);
        } else if (text.contains("from state RESTARTING to RUNNING")) {
            restarts++;
        } else if (text.contains("Pause") || text.contains("Full GC")) {
            pause(text);
        }
    }

    private void task(String text, int at) {
        int stage = text.indexOf("in stage ", at);
        int millis = text.indexOf(" ms on ", at);
        if (stage < 0 || millis < 0) {
            return;
        }
        int end = text.indexOf(' ', stage + 9);
        int start = text.lastIndexOf(' ', millis - 1);
        String name = text.substring(stage + 9, Math.max(stage + 9, end));
        List<Double> tasks = stages.size() < STAGES_MAX || stages.containsKey(name)
                ? stages.computeIfAbsent(name, _ -> new ArrayList<>())
                : List.of();
        double took = number(text, start + 1, millis);
        if (took >= 0 && tasks.size() < TASKS_MAX && tasks instanceof ArrayList) {
            tasks.add(took);
        }
    }

    /// `[12.345s][info][gc] GC(7) Pause Full (…) 100M->90M(128M) 123.456ms`, and of older ones
    /// `12.345: [Full GC … 0.1234567 secs]`.
    private void pause(String text) {
        int seconds = text.indexOf("s]");
        if (text.startsWith("[") && seconds > 0) {
            upSeconds = Math.max(upSeconds, number(text, 1, seconds));
        } else {
            upSeconds = Math.max(upSeconds, number(text, 0, Math.max(0, text.indexOf(": ["))));
        }
        int millis = text.lastIndexOf("ms");
        int secs = text.lastIndexOf(" secs]");
        if (secs > 0) {
            pausedMillis += 1_000 * Math.max(0, number(text, text.lastIndexOf(' ', secs - 1) + 1, secs));
        } else if (millis > 0) {
            pausedMillis += Math.max(0, number(text, text.lastIndexOf(' ', millis - 1) + 1, millis));
        }
    }

    private static double number(String text, int from, int to) {
        if (from >= to || to - from > 15) {
            return -1;
        }
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(text.charAt(i)) && text.charAt(i) != '.') {
                return -1;
            }
        }
        try {
            return Double.parseDouble(text.substring(from, to));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    Map<String, Double> read() {
        Map<String, Double> read = new HashMap<>();
        if (upSeconds > 0.5) {
            read.put("gc-share", pausedMillis / 1_000 / upSeconds);
        }
        if (restarts > 0) {
            read.put("restarts", restarts);
        }
        stages.values().stream()
                .filter(tasks -> tasks.size() >= TASKS_MIN)
                .mapToDouble(Figures::skew)
                .max()
                .ifPresent(skew -> read.put("task-skew", skew));
        return read;
    }

    private static double skew(List<Double> tasks) {
        Collections.sort(tasks);
        double slowest = tasks.getLast();
        return slowest < SLOWEST_MILLIS_MIN ? 1 : slowest / Math.max(1, tasks.get(tasks.size() / 2));
    }
}
