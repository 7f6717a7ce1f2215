package io.levee.app.review.backtest;

import io.levee.adapters.git.Commit;
import io.levee.app.review.Outcomes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Outcomes as a file of labels has them. One without a time is known when the change is of
/// age.
final class LabelledOutcomes implements Outcomes {
    private final Map<String, Label> byCommit = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private int elsewhere;

    LabelledOutcomes(List<Commit> history, List<Label> labels, String file) {
        SortedMap<String, Commit> ids = new TreeMap<>();
        history.forEach(it -> ids.put(it.id(), it));
        for (Label label : labels) {
            List<String> meant = ids.subMap(label.commit(), label.commit() + "g").keySet().stream()
                    .limit(2)
                    .toList();
            if (meant.size() > 1) {
                errors.add("%s:%d: `%s` may be several commits: write more of its id"
                        .formatted(file, label.line(), label.commit()));
            } else if (meant.isEmpty()) {
                elsewhere++;
            } else {
                add(meant.getFirst(), label, file);
            }
        }
    }

    /// Several incidents of one commit are one bad commit, known since the first.
    private void add(String id, Label label, String file) {
        Label before = byCommit.putIfAbsent(id, label);
        if (before == null) {
            return;
        }
        if (before.bad() != label.bad()) {
            errors.add("%s:%d: `%s` is labelled otherwise in line %d: take one of them out"
                    .formatted(file, label.line(), label.commit(), before.line()));
        } else if (before.known().isEmpty()
                || label.known().filter(it -> it.isBefore(before.known().get())).isPresent()) {
            byCommit.put(id, label);
        }
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    /// Labels of commits that are not in the history.
    int elsewhere() {
        return elsewhere;
    }

    @Override
    public Optional<Boolean> bad(Commit commit) {
        return Optional.ofNullable(byCommit.get(commit.id())).map(Label::bad);
    }

    @Override
    public boolean badWasKnown(Commit commit, Commit before, int now) {
        Label label = byCommit.get(commit.id());
        return label != null
                && label.bad()
                && label.known().map(it -> !it.isAfter(before.time())).orElse(true);
    }
}
