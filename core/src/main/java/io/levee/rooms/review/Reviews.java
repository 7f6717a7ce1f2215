package io.levee.rooms.review;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.facts.Reasons;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.ledger.Ledger;
import io.levee.rooms.review.advice.Advisers;
import io.levee.rooms.review.advice.Spend;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The door of the review room. Thread-safe. Reviews run side by side; overrides are taken one
/// at a time, so that one person's two clicks are never two people.
public final class Reviews {
    /// Reviews at once; a large change takes a processor for seconds.
    public static final int AT_ONCE_MAX = 8;
    static final int REASON_MAX = 500;
    private static final AssetId EVERYTHING = new AssetId("levee", "everything");

    private final Supplier<Sitting> sitting;
    private final Consents consents;
    private final Ledger ledger;
    private final ReviewBook book;
    private final Supplier<ReviewId> ids;
    private final ReviewShelf shelf;
    private final AskedModels asked;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);
    private final ReentrantLock overriding = new ReentrantLock();

    /// The panel with the revision of the organisation that it was made from.
    public record Sitting(AdvisedPanel panel, String revision) {
        /// Without models.
        public Sitting(Panel panel, String revision) {
            this(new AdvisedPanel(panel, Advisers.NOBODY, Spend.ELSEWHERE, Runnable::run, Duration.ZERO), revision);
        }
    }

    /// @param sitting as the organisation is now
    /// @param book    already follows the ledger's review facts
    public Reviews(
            Supplier<Sitting> sitting,
            Consents consents,
            Ledger ledger,
            ReviewBook book,
            Supplier<ReviewId> ids,
            ReviewShelf shelf) {
        this(sitting, consents, ledger, book, ids, shelf, new AskedModels());
    }

    /// @param asked already follows the ledger's call facts
    public Reviews(
            Supplier<Sitting> sitting,
            Consents consents,
            Ledger ledger,
            ReviewBook book,
            Supplier<ReviewId> ids,
            ReviewShelf shelf,
            AskedModels asked) {
        this.asked = asked;
        this.sitting = sitting;
        this.consents = consents;
        this.ledger = ledger;
        this.book = book;
        this.ids = ids;
        this.shelf = shelf;
    }

    public ReviewShelf shelf() {
        return shelf;
    }

    public ReviewBook book() {
        return book;
    }

    /// Who sends a change, with the models that the session asked by way of the gateway.
    public Creator creator(Chain chain, SessionId session) {
        return Creator.of(chain).asking(asked.by(session));
    }

    /// Judges a change and records what came of it, in that order; whoever acts on the answer
    /// acts after the fact.
    public ReviewAnswer judge(ReviewRequest request) {
        return judge(request, Repository.UNKNOWN);
    }

    /// The same, of a change that is made there.
    public ReviewAnswer judge(ReviewRequest request, Repository repository) {
        if (!places.tryAcquire()) {
            return new ReviewAnswer.Refused(ReviewRefusal.REVIEW_BUSY, "");
        }
        try {
            Sitting now = sitting.get();
            ReviewDecision decision = now.panel().in(repository).review(request.weighed(book.weights()));
            ReviewId id = ids.get();
            ledger.write(RecordRules.fact(id, request, decision, now.revision()));
            shelf.keep(id, request, decision);
            return new ReviewAnswer.Judged(id, decision);
        } finally {
            places.release();
        }
    }

    /// Break glass: the first person proposes, a second one confirms. Throws
    /// `IllegalArgumentException` for a reason that is none.
    public ReviewAnswer override(Chain actor, ReviewId review, String reason) {
        String why = Reasons.check(reason, REASON_MAX);
        overriding.lock();
        try {
            Optional<KnownReview> found = book.find(review);
            boolean permitted = found.isPresent() && mayOverride(actor, found.get());
            Optional<ReviewRefusal> refusal = OverrideRules.refusal(found, actor, permitted);
            if (refusal.isPresent()) {
                return new ReviewAnswer.Refused(refusal.get(), review.value());
            }
            Optional<ReviewFact.OverrideProposed> proposed = found.orElseThrow().proposed();
            if (proposed.isEmpty()) {
                ledger.write(new ReviewFact.OverrideProposed(review, actor.person(), why));
                return new ReviewAnswer.Proposed(review);
            }
            // INVARIANT I2: whoever proposed must still be somebody who may, now that it counts
            if (!mayOverride(Chain.of(proposed.get().by()), found.get())) {
                return new ReviewAnswer.Refused(
                        ReviewRefusal.OVERRIDE_PROPOSAL_LAPSED,
                        proposed.get().by().toString());
            }
            ledger.write(new ReviewFact.Overridden(
                    review,
                    found.get().against(),
                    proposed.get().by(),
                    actor.person(),
                    proposed.get().reason()));
            return new ReviewAnswer.Overridden(review);
        } finally {
            overriding.unlock();
        }
    }

    /// Says what became of a change: it stayed, it was undone, it caused an incident. A later
    /// word replaces an earlier one.
    ///
    /// @param ref the commit that undid it, or the incident; empty for neither
    public ReviewAnswer turned(Chain actor, ReviewId review, ReviewFact.Outcome outcome, String ref) {
        Optional<KnownReview> found = book.find(review);
        if (found.isEmpty()) {
            return new ReviewAnswer.Refused(ReviewRefusal.REVIEW_UNKNOWN, review.value());
        }
        // creators are scored by it, so they do not say it of themselves
        Optional<ReviewRefusal> refusal = OutcomeRules.refusal(found.get(), actor, isAdministrator(actor));
        if (refusal.isPresent()) {
            return new ReviewAnswer.Refused(refusal.get(), review.value());
        }
        ledger.write(new ReviewFact.Turned(review, outcome, ref));
        return new ReviewAnswer.Told(review);
    }

    private boolean isAdministrator(Chain actor) {
        return isPermitted(actor, Action.ADMINISTER, EVERYTHING);
    }

    private boolean mayOverride(Chain actor, KnownReview review) {
        Set<TeamId> against = review.against();
        // what nobody could look at is nobody's team: whoever may override all answers for it
        return against.isEmpty()
                ? isPermitted(actor, Action.OVERRIDE, EVERYTHING)
                : against.stream()
                        .allMatch(team -> isPermitted(actor, Action.OVERRIDE, new AssetId("team", team.name())));
    }

    private boolean isPermitted(Chain actor, Action action, AssetId resource) {
        return consents.seek(actor, action, resource) instanceof Consent.Given;
    }
}
