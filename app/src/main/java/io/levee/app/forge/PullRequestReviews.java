package io.levee.app.forge;

import io.levee.adapters.forges.Busy;
import io.levee.adapters.forges.Forge;
import io.levee.adapters.forges.Published;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.reports.ReviewReport;
import io.levee.app.review.OwnersOf;
import io.levee.change.Change;
import io.levee.facts.ReviewId;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.organisation.ForgeSource;
import io.levee.rooms.review.Creator;
import io.levee.rooms.review.PathOwners;
import io.levee.rooms.review.Repository;
import io.levee.rooms.review.ReviewAnswer;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.Reviews;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reviews one pull request as it is now, and says so there. Where it cannot, it says nothing:
/// what waits for the check goes on waiting. Thread-safe.
final class PullRequestReviews {
    private static final Duration WHEN_BUSY = Duration.ofSeconds(2);
    /// Whoever listens to forges has one, at the root of its folder.
    private static final String ORGANISATION = "levee.yaml";

    private static final Errands.Result DONE = new Errands.Result.Done();

    private final Forges forges;
    private final Reviews reviews;
    private final Overrides overrides;
    private final NotUsefulWords words;
    private final InstantSource clock;

    PullRequestReviews(Forges forges, Reviews reviews, Overrides overrides, NotUsefulWords words, InstantSource clock) {
        this.forges = forges;
        this.reviews = reviews;
        this.overrides = overrides;
        this.words = words;
        this.clock = clock;
    }

    Errands.Result review(PullRequestName name) {
        Optional<ForgeSource> source = forges.named(name.forge())
                .filter(it -> it.repositories().contains(name.ref().repository()));
        if (source.isEmpty()) { // it was taken off the list while it waited
            return DONE;
        }
        try {
            Forge forge = forges.at(source.get());
            PullRequest request = forge.opened(name.ref());
            if (!request.open() || request.draft()) {
                return DONE;
            }
            words.write(name, source.get(), forge.feedback(request));
            return review(name, source.get(), forge, request);
        } catch (Busy e) {
            return new Errands.Result.Later(Waits.until(e, clock));
        } catch (IllegalStateException | LeveeException e) {
            return new Errands.Result.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Errands.Result review(PullRequestName name, ForgeSource source, Forge forge, PullRequest request) {
        Change change = forge.change(request);
        // INVARIANT I6: who must agree, and what judges, is read from the base
        PathOwners owners =
                OwnersOf.repository(path -> forge.atBase(request, path)).orElse(PathOwners.NOBODY);
        ReviewRequest asked = new ReviewRequest(
                name.called(request.head()), change, forge.contents(request), creator(source, request));
        Repository repository =
                new Repository(owners, forge.atBase(request, ORGANISATION).isPresent());
        return switch (reviews.judge(asked, repository)) {
            case ReviewAnswer.Judged(ReviewId id, var decision) -> {
                ReviewReport report = overrides.joined(name, id, ReviewReport.of(decision));
                yield switch (forge.publish(request, change, report)) {
                    case Published.Done _ -> DONE;
                    case Published.Stale _ -> new Errands.Result.Later(Duration.ZERO);
                };
            }
            case ReviewAnswer.Refused _ -> new Errands.Result.Later(WHEN_BUSY);
            case ReviewAnswer.Proposed _, ReviewAnswer.Overridden _, ReviewAnswer.Told _ ->
                throw new IllegalStateException("a change that is judged is not overridden");
        };
    }

    private static Creator creator(ForgeSource source, PullRequest request) {
        Optional<ActorId> person = Optional.ofNullable(source.people().get(request.author()));
        return new Creator(List.of(), person, Set.of());
    }
}
