package io.levee.adapters.git;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two files that change together: of the commits that changed `file`, most changed `other` too.
///
/// @param both  commits that changed both (the support)
/// @param alone commits that changed `file`, with or without the other
public record Together(String file, String other, int both, int alone) {
    /// The newest commits that are looked at.
    public static final int COMMITS_MAX = 2_000;
    /// A commit with more files says nothing about any two of them.
    public static final int FILES_MAX = 30;

    /// How likely `other` changes where `file` does: 0 to 1.
    public double confidence() {
        return (double) both / alone;
    }

    /// @param commits    the newest first
    /// @param support    the least number of commits that changed both
    /// @param confidence the least share of those that changed `file`
    /// @return the most certain first, then by support and names
    public static List<Together> mined(List<Commit> commits, int support, double confidence) {
        Map<String, Integer> alone = new HashMap<>();
        Map<String, Map<String, Integer>> both = new HashMap<>();
        for (Commit commit : commits.subList(0, Math.min(commits.size(), COMMITS_MAX))) {
            if (commit.changed() > FILES_MAX) {
                continue;
            }
            for (String file : commit.files()) {
                alone.merge(file, 1, Integer::sum);
                Map<String, Integer> others = both.computeIfAbsent(file, _ -> new HashMap<>());
                commit.files().stream()
                        .filter(other -> !other.equals(file))
                        .forEach(other -> others.merge(other, 1, Integer::sum));
            }
        }
        List<Together> pairs = new ArrayList<>();
        both.forEach((file, others) -> others.forEach((other, count) -> {
            Together pair = new Together(file, other, count, alone.getOrDefault(file, count));
            if (count >= support && pair.confidence() >= confidence) {
                pairs.add(pair);
            }
        }));
        pairs.sort(Comparator.comparingDouble(Together::confidence)
                .thenComparingInt(Together::both)
                .reversed()
                .thenComparing(Together::file)
                .thenComparing(Together::other));
        return pairs;
    }
}
