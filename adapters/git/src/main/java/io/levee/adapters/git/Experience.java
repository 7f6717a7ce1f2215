package io.levee.adapters.git;

import io.levee.rooms.review.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a history says of a change that comes next: the measures of history and experience of
/// Kamei et al. (2013). Commits are told the oldest first. People are the digests of
/// [Commit#author]. Not thread-safe.
public final class Experience {
    /// Files that are remembered; the one that changed longest ago is forgotten first.
    static final int FILES_MAX = 100_000;
    /// People of one file; more are as many.
    static final int PEOPLE_MAX = 50;

    private static final int PEOPLE_KNOWN_MAX = 50_000;
    private static final double DAYS_OF_YEAR = 365;
    private static final Pattern FIX = Pattern.compile(
            "(?i)\\b(fix(e[sd]|ing)?|hotfix|bug(fix)?s?|defects?|regressions?|mend(s|ed)?|repairs?)\\b");

    private final Map<String, Known> files = eldestGoes(FILES_MAX);
    private final Map<String, Person> people = eldestGoes(PEOPLE_KNOWN_MAX);

    private static final class Known {
        private final Set<String> people = new HashSet<>();
        private Instant last = Instant.EPOCH;
        private String commit = "";
    }

    private static final class Person {
        private final Map<Long, Integer> byDay = new TreeMap<>();
        private final Map<String, Integer> bySubsystem = new HashMap<>();
        private int commits;
    }

    private static <V> Map<String, V> eldestGoes(int max) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }

    /// A change that comes next.
    ///
    /// @param author  as [Commit#author] has it
    /// @param message of all of its commits
    public record Next(Collection<String> files, String author, Instant time, String message) {
        public Next {
            files = List.copyOf(files);
        }

        public static Next of(Commit commit) {
            return new Next(commit.files(), commit.author(), commit.time(), commit.message());
        }
    }

    /// @param linesBefore lines that a changed file had on average; `NaN` where that is not
    ///                    known
    public Past before(Next next, double linesBefore) {
        Set<String> developers = new HashSet<>();
        Set<String> lasts = new HashSet<>();
        double age = 0;
        int known = 0;
        for (String file : next.files()) {
            Known it = files.get(file);
            if (it != null) {
                developers.addAll(it.people);
                lasts.add(it.commit);
                age += days(it.last, next.time());
                known++;
            }
        }
        Person author = people.getOrDefault(next.author(), new Person());
        return new Past(
                linesBefore,
                FIX.matcher(next.message()).find() ? 1 : 0,
                developers.size(),
                known == 0 ? 0 : age / known,
                lasts.size(),
                author.commits,
                recent(author, next.time()),
                subsystems(next.files()).stream()
                        .mapToInt(it -> author.bySubsystem.getOrDefault(it, 0))
                        .average()
                        .orElse(0));
    }

    private static double days(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toHours() / 24.0);
    }

    private static double recent(Person author, Instant now) {
        long today = now.getEpochSecond() / Duration.ofDays(1).toSeconds();
        double sum = 0;
        for (Map.Entry<Long, Integer> day : author.byDay.entrySet()) {
            sum += day.getValue() / (1 + Math.floor(Math.max(0, today - day.getKey()) / DAYS_OF_YEAR));
        }
        return sum;
    }

    private static Set<String> subsystems(Collection<String> paths) {
        Set<String> roots = new HashSet<>();
        paths.forEach(path -> roots.add(path.substring(0, Math.max(0, path.indexOf('/')))));
        return roots;
    }

    /// The next commit.
    public void saw(Commit commit) {
        Person author = people.computeIfAbsent(commit.author(), _ -> new Person());
        author.commits++;
        author.byDay.merge(commit.time().getEpochSecond() / Duration.ofDays(1).toSeconds(), 1, Integer::sum);
        subsystems(commit.files()).forEach(it -> author.bySubsystem.merge(it, 1, Integer::sum));
        for (String file : commit.files()) {
            Known known = files.computeIfAbsent(file, _ -> new Known());
            if (known.people.size() < PEOPLE_MAX) {
                known.people.add(commit.author());
            }
            known.last = commit.time();
            known.commit = commit.id();
        }
    }
}
