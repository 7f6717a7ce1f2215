package io.levee.adapters.git;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Which files changed together so far, of the newest [Together#COMMITS_MAX] commits that it
/// was told, the oldest first. Answers what [Together#mined] does, for a few files at any point
/// of a history, and keeps no pairs. Not thread-safe.
public final class Companions {
    /// By its place in the history; the first is the oldest.
    private final Deque<Commit> window = new ArrayDeque<>();

    private final Map<String, Deque<Commit>> byFile = new HashMap<>();

    /// @param newest the newest commit that changed both, in full
    public record Pair(Together together, String newest) {}

    /// The next commit.
    public void saw(Commit commit) {
        window.addLast(commit);
        if (commit.changed() <= Together.FILES_MAX) {
            commit.files()
                    .forEach(file -> byFile.computeIfAbsent(file, _ -> new ArrayDeque<>())
                            .addLast(commit));
        }
        if (window.size() > Together.COMMITS_MAX) {
            forget(window.removeFirst());
        }
    }

    private void forget(Commit oldest) {
        if (oldest.changed() <= Together.FILES_MAX) {
            oldest.files()
                    .forEach(file -> byFile.computeIfPresent(file, (_, commits) -> {
                        commits.removeFirst();
                        return commits.isEmpty() ? null : commits;
                    }));
        }
    }

    /// Pairs of which the first file is one of these and the second is none.
    ///
    /// @param files      at most [Together#FILES_MAX]; more have no companions
    /// @param support    the least number of commits that changed both
    /// @param confidence the least share of those that changed the first
    public List<Pair> of(Collection<String> files, int support, double confidence) {
        List<Pair> pairs = new ArrayList<>();
        if (files.size() > Together.FILES_MAX) {
            return pairs;
        }
        for (String file : new LinkedHashSet<>(files)) {
            Deque<Commit> commits = byFile.getOrDefault(file, new ArrayDeque<>());
            if (commits.size() >= support) {
                pairs.addAll(of(file, commits, support, confidence));
            }
        }
        pairs.removeIf(pair -> files.contains(pair.together().other()));
        return pairs;
    }

    private static List<Pair> of(String file, Deque<Commit> commits, int support, double confidence) {
        Map<String, Integer> both = new HashMap<>();
        Map<String, String> newest = new HashMap<>();
        Iterator<Commit> newestFirst = commits.descendingIterator();
        while (newestFirst.hasNext()) {
            Commit commit = newestFirst.next();
            for (String other : commit.files()) {
                both.merge(other, 1, Integer::sum);
                newest.putIfAbsent(other, commit.id());
            }
        }
        both.remove(file);
        List<Pair> pairs = new ArrayList<>();
        both.forEach((other, count) -> {
            Together pair = new Together(file, other, count, commits.size());
            if (count >= support && pair.confidence() >= confidence) {
                pairs.add(new Pair(pair, newest.getOrDefault(other, "")));
            }
        });
        pairs.sort((a, b) -> a.together().other().compareTo(b.together().other()));
        return pairs;
    }
}
