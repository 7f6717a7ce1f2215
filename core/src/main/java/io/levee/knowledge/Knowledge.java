package io.levee.knowledge;

import io.levee.identity.TeamId;
import java.util.List;
import java.util.Set;

/// Finds passages. Thread-safe; the same question gets the same answer.
public interface Knowledge extends AutoCloseable {
    int HITS_MAX = 100;

    /// From this score on a passage is about the question. What searches is measured against it.
    double RELEVANT = 0.6;

    /// Nobody knows anything.
    Knowledge NONE = new Knowledge() {
        @Override
        public List<Hit> search(Set<TeamId> teams, String text, int max) {
            return List.of();
        }

        @Override
        public void close() {}
    };

    /// The passages nearest to the text, best first, one at most of each document.
    ///
    /// @param teams whose; all where there is none
    /// @param max   1 to [#HITS_MAX]
    List<Hit> search(Set<TeamId> teams, String text, int max);

    @Override
    void close();

    /// @param score 0 to 1, comparable between questions
    record Hit(Passage passage, double score) {}
}
