package io.levee.rooms.jobs;

import io.levee.facts.JobId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Adds up what is measured of clients, sessions and groups for the jobs whose names they carry.
///
/// @param running the jobs that it may be
public record Owners(List<Job> running) {
    public Owners {
        running = List.copyOf(running);
    }

    /// @param measured by the name that each carries; names of nobody's are left out
    public Map<JobId, Double> sums(Map<String, Double> measured) {
        Map<JobId, Double> sums = new HashMap<>();
        measured.forEach((name, value) -> running.stream()
                .map(Job::id)
                .filter(job -> job.isIn(name))
                .forEach(job -> sums.merge(job, value, Double::sum)));
        return sums;
    }

    /// Those of them above a limit, said for people.
    ///
    /// @param words with places for the sum, the job and the limit: `%s connections of `%s`, and %s are its limit`
    public Map<JobId, String> above(Map<String, Double> measured, double limit, String words) {
        Map<JobId, String> above = new HashMap<>();
        sums(measured).forEach((job, sum) -> {
            if (sum > limit) {
                above.put(job, words.formatted(number(sum), job, number(limit)));
            }
        });
        return above;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? "%d".formatted((long) value)
                : "%.3g".formatted(value);
    }
}
