package io.levee.adapters.git;

import io.levee.adapters.git.Revert.How;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what was taken back, the oldest commit first.
final class Reverts {
    /// Commits whose lines are compared; more changed files than this are not.
    private static final int LINES_COMMITS_MAX = 2_000;
    private static final int LINES_FILES_MAX = 30;
    private static final int NAMED_MAX = 50;

    private static final Pattern NAMED = Pattern.compile("(?i)\\bth(?:is|ese) reverts? commits? ([0-9a-f]{7,64})\\b");
    private static final Pattern SUBJECT = Pattern.compile("(?i)revert:? \"(.*)\"");

    private final GitHistory history;
    private final Map<String, String> bySubject = new HashMap<>();
    private final Map<String, String> byContent = new HashMap<>();
    private final Map<List<String>, String> byLines = new HashMap<>();
    /// By the commit that is taken back within one that takes back.
    private final Map<List<String>, How> found = new LinkedHashMap<>();

    Reverts(GitHistory history) {
        this.history = history;
    }

    /// @param lines whether lines are compared too, which reads every change
    List<Revert> among(List<Commit> commits, boolean lines) {
        Set<String> ids = new HashSet<>();
        commits.forEach(commit -> ids.add(commit.id()));
        int left = commits.size();
        for (Commit commit : commits.reversed()) {
            named(commit, ids);
            inverse(commit, lines && left-- <= LINES_COMMITS_MAX);
            subject(commit);
        }
        List<Revert> reverts = new ArrayList<>();
        found.forEach((pair, how) -> reverts.add(new Revert(pair.getFirst(), pair.getLast(), how)));
        return reverts;
    }

    private void found(Commit commit, String reverted, How how) {
        found.merge(List.of(commit.id(), reverted), how, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    private void named(Commit commit, Set<String> ids) {
        Matcher matcher = NAMED.matcher(commit.message());
        for (int times = 0; times < NAMED_MAX && matcher.find(); times++) {
            String id = matcher.group(1);
            String whole = ids.contains(id) ? id : history.id(id).orElse("");
            if (!whole.isEmpty() && !whole.equals(commit.id())) {
                found(commit, whole, How.NAMED);
            }
        }
    }

    private void inverse(Commit commit, boolean lines) {
        if (commit.content().isEmpty()) {
            return;
        }
        String back = byContent.get(commit.inverse());
        if (back != null) {
            found(commit, back, How.INVERSE);
        }
        byContent.put(commit.content(), commit.id());
        if (lines && commit.changed() <= LINES_FILES_MAX) {
            Change change = history.commit(commit.id()).change();
            String same = byLines.get(lines(change, true));
            if (same != null) {
                found(commit, same, How.INVERSE);
            }
            List<String> own = lines(change, false);
            if (!own.isEmpty()) {
                byLines.put(own, commit.id());
            }
        }
    }

    /// What was removed and added, by path, wherever it stands; nothing where some of it could
    /// not be read.
    private static List<String> lines(Change change, boolean backwards) {
        if (!change.notReviewed().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (ChangedFile file : change.files()) {
            lines.add((backwards ? file.after() : file.before()) + "\0"
                    + (backwards ? file.before() : file.after()) + "\0"
                    + digest(backwards ? file.added() : file.removed()) + "\0"
                    + digest(backwards ? file.removed() : file.added()));
        }
        lines.sort(null);
        return lines;
    }

    private static String digest(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return Digests.hex(text.toString());
    }

    private void subject(Commit commit) {
        Matcher matcher = SUBJECT.matcher(commit.subject());
        if (matcher.lookingAt()) {
            String reverted = bySubject.get(matcher.group(1));
            boolean known =
                    found.keySet().stream().anyMatch(pair -> pair.getFirst().equals(commit.id()));
            if (reverted != null && !known) {
                found(commit, reverted, How.SUBJECT);
            }
        }
        bySubject.put(commit.subject(), commit.id());
    }
}
