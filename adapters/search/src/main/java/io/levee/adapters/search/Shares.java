package io.levee.adapters.search;

import java.io.IOException;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.jspecify.annotations.Nullable;

/// Writes down the score of every text that has one: all are wanted, not the best few.
final class Shares implements LeafCollector {
    private final float[] shares;
    private final int from;
    private final double most;
    private @Nullable Scorable scores;

    /// @param from where the scores of these texts begin
    /// @param most the score that is 1
    Shares(float[] shares, int from, double most) {
        this.shares = shares;
        this.from = from;
        this.most = most;
    }

    @Override
    public void setScorer(Scorable scorer) {
        scores = scorer;
    }

    @Override
    public void collect(int text) throws IOException {
        if (scores != null) {
            shares[from + text] = (float) Math.min(1, scores.score() / most);
        }
    }
}
