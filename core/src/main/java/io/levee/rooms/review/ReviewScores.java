package io.levee.rooms.review;

import io.levee.facts.ReviewFact;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.score.Forecast;
import io.levee.score.Forecasts;
import io.levee.score.Shrunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How good reviewers and creators were, from what became of the changes. Only changes whose
/// outcome is known count.
public record ReviewScores(List<OfReviewer> reviewers, List<OfCreator> creators) {
    private static final int BINS = 10;

    public ReviewScores {
        reviewers = List.copyOf(reviewers);
        creators = List.copyOf(creators);
    }

    /// @param forecasts   the risk that was stated of each change that the team was asked about
    /// @param shrunkBrier drawn towards everybody's, so that few reviews never top the table
    /// @param escaped     changes that the team let pass and that were undone, or caused an
    ///                    incident
    /// @param weight      0 to 1: how much better than everybody's base rate the team's reviews
    ///                    are; half for no difference
    public record OfReviewer(TeamId team, Forecasts forecasts, double shrunkBrier, int escaped, double weight) {
        public List<Forecasts.Bin> calibration() {
            return forecasts.calibration(BINS);
        }
    }

    /// @param changes of which the outcome is known
    public record OfCreator(ActorId creator, int changes, int escaped, double shrunkEscapeRate) {}

    public static ReviewScores of(List<KnownReview> reviews) {
        List<KnownReview> known =
                reviews.stream().filter(it -> it.outcome().isPresent()).toList();
        Forecasts everybody =
                new Forecasts(known.stream().map(ReviewScores::forecast).toList());
        SortedMap<TeamId, List<KnownReview>> byTeam = new TreeMap<>();
        SortedMap<ActorId, List<KnownReview>> byCreator = new TreeMap<>();
        for (KnownReview review : known) {
            review.decided()
                    .teams()
                    .forEach(it -> byTeam.computeIfAbsent(it.team(), _ -> new ArrayList<>())
                            .add(review));
            review.decided()
                    .agent()
                    .or(() -> review.decided().person())
                    .ifPresent(it -> byCreator
                            .computeIfAbsent(it, _ -> new ArrayList<>())
                            .add(review));
        }
        List<OfReviewer> reviewers = new ArrayList<>();
        byTeam.forEach((team, all) -> reviewers.add(reviewer(team, all, everybody.brier())));
        List<OfCreator> creators = new ArrayList<>();
        double rate = everybody.all().isEmpty()
                ? 0
                : (double) everybody.happened() / everybody.all().size();
        byCreator.forEach((creator, all) -> creators.add(creator(creator, all, rate)));
        reviewers.sort(Comparator.comparingDouble(OfReviewer::shrunkBrier).thenComparing(OfReviewer::team));
        return new ReviewScores(reviewers, creators);
    }

    private static OfReviewer reviewer(TeamId team, List<KnownReview> all, double everybody) {
        Forecasts forecasts =
                new Forecasts(all.stream().map(ReviewScores::forecast).toList());
        double brier = Shrunk.mean(forecasts.brier(), all.size(), everybody);
        int escaped =
                (int) all.stream().filter(it -> isBad(it) && let(team, it)).count();
        double sum = brier + everybody;
        return new OfReviewer(team, forecasts, brier, escaped, sum == 0 ? 0.5 : everybody / sum);
    }

    private static OfCreator creator(ActorId creator, List<KnownReview> all, double rate) {
        int escaped = (int) all.stream().filter(ReviewScores::isBad).count();
        return new OfCreator(
                creator, all.size(), escaped, Shrunk.mean((double) escaped / all.size(), all.size(), rate));
    }

    private static Forecast forecast(KnownReview review) {
        return new Forecast(review.decided().riskPermille() / 1_000.0, isBad(review));
    }

    private static boolean isBad(KnownReview review) {
        return review.outcome()
                .filter(it -> it.outcome() != ReviewFact.Outcome.STAYED)
                .isPresent();
    }

    private static boolean let(TeamId team, KnownReview review) {
        return review.decided().teams().stream()
                .anyMatch(it ->
                        it.team().equals(team) && ReviewState.of(it.state()).lets());
    }
}
