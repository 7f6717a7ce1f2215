package io.levee.rooms.review;

import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The newest [#REVIEWS_MAX] reviews, folded from the ledger. Facts of one review come from the
/// logs of several replicas, and so in any order. Guarded by its own lock; one writer, any number
/// of readers.
public final class ReviewBook implements Follower {
    static final int REVIEWS_MAX = 5_000;
    /// Reviews of which something is known before they are, and how much of each.
    static final int EARLY_MAX = 1_000;
    static final int EARLY_EACH_MAX = 16;

    private final SequencedMap<ReviewId, KnownReview> reviews = new LinkedHashMap<>();
    private final SequencedMap<ReviewId, List<ReviewFact>> early = new LinkedHashMap<>();

    private Optional<Weights> weights = Optional.empty();

    @Override
    public synchronized void learned(Entry entry) {
        if (!(entry.fact() instanceof ReviewFact fact)) {
            return;
        }
        if (fact instanceof ReviewFact.Decided decided) {
            begin(KnownReview.of(decided, entry.time()));
            return;
        }
        weights = fact instanceof ReviewFact.Turned ? Optional.empty() : weights;
        if (reviews.computeIfPresent(fact.review(), (_, known) -> known.and(fact)) == null) {
            List<ReviewFact> kept = early.computeIfAbsent(fact.review(), _ -> new ArrayList<>());
            if (kept.size() < EARLY_EACH_MAX) {
                kept.add(fact);
            }
            bound(early, EARLY_MAX);
        }
    }

    private void begin(KnownReview review) {
        KnownReview known = review;
        for (ReviewFact fact :
                Optional.ofNullable(early.remove(review.decided().review())).orElse(List.of())) {
            known = known.and(fact);
        }
        weights = known.outcome().isPresent() ? Optional.empty() : weights;
        reviews.putIfAbsent(review.decided().review(), known);
        bound(reviews, REVIEWS_MAX);
    }

    private static void bound(SequencedMap<ReviewId, ?> map, int max) {
        while (map.size() > max) {
            map.pollFirstEntry();
        }
    }

    public synchronized Optional<KnownReview> find(ReviewId review) {
        return Optional.ofNullable(reviews.get(review));
    }

    /// Newest first.
    public synchronized List<KnownReview> all() {
        return new ArrayList<>(reviews.values()).reversed();
    }

    /// From the outcomes that are known; reckoned again once more is known.
    public synchronized Weights weights() {
        Weights known = weights.orElseGet(() -> ReviewScores.of(all()).weights());
        weights = Optional.of(known);
        return known;
    }
}
