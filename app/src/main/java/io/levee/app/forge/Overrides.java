package io.levee.app.forge;

import io.levee.adapters.reports.ReviewReport;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import io.levee.rooms.review.ReviewBook;
import java.time.Instant;
import java.util.concurrent.Executor;

/// What two people let pass, at a forge. Each override has its change reviewed once more: where
/// nothing is against it but what they saw, the check says that they let it pass; where there is
/// anything new, it does not. So an override lasts as long as what it was about, also when a base
/// branch moves.
final class Overrides implements Follower {
    private final ReviewBook book;
    private final Errands<PullRequestName> reviews;
    private final Executor threads;
    private final Origin own;
    private final Instant started;

    /// @param own     which replica's overrides are this one's to tell
    /// @param started what was before is swept anyway
    Overrides(ReviewBook book, Errands<PullRequestName> reviews, Executor threads, Origin own, Instant started) {
        this.book = book;
        this.reviews = reviews;
        this.threads = threads;
        this.own = own;
        this.started = started;
    }

    @Override
    public void learned(Entry entry) {
        if (entry.fact() instanceof ReviewFact.Overridden overridden
                && entry.origin().equals(own)
                && !entry.time().isBefore(started)) {
            threads.execute(() -> book.find(overridden.review())
                    .flatMap(it -> PullRequestName.of(it.decided().change()))
                    .ifPresent(reviews::askWhenRoom));
        }
    }

    /// The report as it is to be shown.
    ReviewReport joined(PullRequestName name, ReviewId id, ReviewReport report) {
        if (report.passes()) {
            return report;
        }
        boolean covered = book.find(id)
                .filter(now -> book.all().stream()
                        .filter(it -> name.isMeant(it.decided().change()))
                        .anyMatch(it -> it.covers(now)))
                .isPresent();
        return covered ? report.overridden() : report;
    }
}
