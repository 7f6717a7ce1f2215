package io.levee.app.forge;

import io.levee.adapters.forges.Undone;
import io.levee.facts.ReviewFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.organisation.ForgeSource;
import io.levee.rooms.review.KnownReview;
import io.levee.rooms.review.ReviewAnswer;
import io.levee.rooms.review.Reviews;
import java.util.List;
import java.util.Optional;

/// Records what became of changes, where a forge is certain of it. It is said in the name of
/// `onBehalfOf`, and where nobody is named it is not said.
final class Outcomes {
    private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

    private final Reviews reviews;

    Outcomes(Reviews reviews) {
        this.reviews = reviews;
    }

    void record(ForgeSource source, List<Undone> undone) {
        source.onBehalfOf().ifPresent(by -> undone.forEach(it -> record(source, it, by)));
    }

    private void record(ForgeSource source, Undone undone, ActorId by) {
        String called = new PullRequestName(source.name(), undone.ref()).called(undone.head());
        Optional<KnownReview> newest = reviews.book().all().stream()
                .filter(it -> it.decided().change().equals(called))
                .findFirst();
        if (newest.isEmpty() || newest.get().outcome().isPresent()) { // a person may know better
            return;
        }
        ReviewAnswer answer =
                reviews.turned(Chain.of(by), newest.get().decided().review(), ReviewFact.Outcome.REVERTED, undone.by());
        if (answer instanceof ReviewAnswer.Refused(var refusal, var _)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "that {0} was undone is not recorded: {1} may not say so: {2}",
                    called,
                    by,
                    refusal.code());
        }
    }
}
