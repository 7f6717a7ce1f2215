package io.levee.app.review;

import io.levee.adapters.git.Commit;
import io.levee.adapters.git.Revert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of the changes of a history, and from when on that was known.
public interface Outcomes {
    /// Whether the change turned out bad, as is known in the end; empty where nobody said.
    Optional<Boolean> bad(Commit commit);

    /// Whether that it turned out bad was known before this commit of the history was made. The
    /// history is in the order of first parents, and `now` is the place of this commit in it,
    /// from 0.
    boolean badWasKnown(Commit commit, Commit before, int now);

    /// A change is bad where a later one takes it back, which is known from then on; any other
    /// is clean.
    ///
    /// @param history the oldest first
    static Outcomes ofReverts(List<Commit> history, List<Revert> reverts) {
        Map<String, Integer> places = new HashMap<>();
        history.forEach(it -> places.put(it.id(), places.size()));
        Map<String, Integer> firstBack = new HashMap<>();
        for (Revert revert : reverts) {
            firstBack.merge(revert.reverted(), places.getOrDefault(revert.commit(), Integer.MAX_VALUE), Math::min);
        }
        return new Outcomes() {
            @Override
            public Optional<Boolean> bad(Commit commit) {
                return Optional.of(firstBack.containsKey(commit.id()));
            }

            @Override
            public boolean badWasKnown(Commit commit, Commit before, int now) {
                return firstBack.getOrDefault(commit.id(), Integer.MAX_VALUE) < now;
            }
        };
    }
}
