package io.levee.rooms.review;

import io.levee.facts.ReviewFact;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.score.Forecast;
import io.levee.score.Forecasts;
import io.levee.score.Shrunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How good reviewers and creators were, from what became of the changes, and how useful people
/// found each rule. Only changes whose outcome is known count for the first two.
///
/// @param rules the least useful first
public record ReviewScores(List<OfReviewer> reviewers, List<OfCreator> creators, List<OfRule> rules) {
    private static final int BINS = 10;

    public ReviewScores {
        reviewers = List.copyOf(reviewers);
        creators = List.copyOf(creators);
        rules = List.copyOf(rules);
    }

    /// @param forecasts   the risk that the team alone stated of each change that it was asked
    ///                    about
    /// @param shrunkBrier drawn towards everybody's
    /// @param escaped     changes that the team let pass and that were undone, or caused an
    ///                    incident
    /// @param notUseful   findings of it that people called not useful
    /// @param weight      0 to 1, half for no difference: see [WeightRules]
    public record OfReviewer(
            TeamId team, Forecasts forecasts, double shrunkBrier, int escaped, int notUseful, double weight) {
        /// Whether enough is known to stand above another: a single lucky review tops no table.
        public boolean ranked() {
            return forecasts.all().size() >= Shrunk.PRIOR;
        }

        public List<Forecasts.Bin> calibration() {
            return forecasts.calibration(BINS);
        }
    }

    /// @param changes of which the outcome is known
    public record OfCreator(ActorId creator, int changes, int escaped, double shrunkEscapeRate) {}

    /// @param shown           findings of the rule
    /// @param notUseful       those of them that somebody called not useful
    /// @param shrunkNotUseful their share, drawn towards that of all rules
    public record OfRule(TeamId team, String rule, int shown, int notUseful, double shrunkNotUseful) {}

    public static ReviewScores of(List<KnownReview> reviews) {
        List<KnownReview> known =
                reviews.stream().filter(it -> it.outcome().isPresent()).toList();
        List<OfRule> rules = rules(reviews);
        return new ReviewScores(reviewers(known, rules), creators(known), rules);
    }

    /// What each team's word counts from here on.
    public Weights weights() {
        Map<TeamId, Double> byTeam = new HashMap<>();
        reviewers.forEach(it -> byTeam.put(it.team(), it.weight()));
        return new Weights(byTeam);
    }

    private static List<OfReviewer> reviewers(List<KnownReview> known, List<OfRule> rules) {
        SortedMap<TeamId, List<Turn>> byTeam = new TreeMap<>();
        for (KnownReview review : known) {
            for (ReviewFact.Stated stated : review.decided().teams()) {
                byTeam.computeIfAbsent(stated.team(), _ -> new ArrayList<>()).add(Turn.of(stated, review));
            }
        }
        WeightRules everybody =
                WeightRules.of(byTeam.values().stream().flatMap(List::stream).toList());
        List<OfReviewer> reviewers = new ArrayList<>();
        byTeam.forEach((team, turns) -> reviewers.add(new OfReviewer(
                team,
                Turn.forecasts(turns),
                everybody.shrunkBrier(turns),
                (int) turns.stream().filter(Turn::escaped).count(),
                rules.stream()
                        .filter(it -> it.team().equals(team))
                        .mapToInt(OfRule::notUseful)
                        .sum(),
                everybody.weight(turns))));
        reviewers.sort(Comparator.comparing(OfReviewer::ranked)
                .reversed()
                .thenComparingDouble(OfReviewer::shrunkBrier)
                .thenComparing(OfReviewer::team));
        return reviewers;
    }

    private static List<OfCreator> creators(List<KnownReview> known) {
        SortedMap<ActorId, List<KnownReview>> byCreator = new TreeMap<>();
        for (KnownReview review : known) {
            review.decided()
                    .agent()
                    .or(() -> review.decided().person())
                    .ifPresent(it -> byCreator
                            .computeIfAbsent(it, _ -> new ArrayList<>())
                            .add(review));
        }
        double rate = known.isEmpty() ? 0 : (double) escaped(known) / known.size();
        List<OfCreator> creators = new ArrayList<>();
        byCreator.forEach((creator, all) -> {
            double own = (double) escaped(all) / all.size();
            creators.add(new OfCreator(creator, all.size(), escaped(all), Shrunk.mean(own, all.size(), rate)));
        });
        return creators;
    }

    private static int escaped(List<KnownReview> reviews) {
        return (int) reviews.stream().filter(KnownReview::isUndone).count();
    }

    /// Over all reviews: people say at once what is of no use to them.
    private static List<OfRule> rules(List<KnownReview> reviews) {
        record Rule(TeamId team, String name) {}
        Map<Rule, int[]> counts = new HashMap<>();
        int[] all = new int[2];
        for (KnownReview review : reviews) {
            review.decided()
                    .findings()
                    .forEach(it ->
                            add(counts.computeIfAbsent(new Rule(it.team(), it.rule()), _ -> new int[2]), all, 0));
            review.notUseful().stream()
                    .map(it ->
                            new ReviewFact.NotUseful(it.review(), it.team(), it.rule(), it.place(), Optional.empty()))
                    .distinct()
                    .forEach(it ->
                            add(counts.computeIfAbsent(new Rule(it.team(), it.rule()), _ -> new int[2]), all, 1));
        }
        double rate = all[0] == 0 ? 0 : Math.min(1, (double) all[1] / all[0]);
        List<OfRule> rules = new ArrayList<>();
        counts.forEach((rule, count) -> rules.add(new OfRule(
                rule.team(),
                rule.name(),
                count[0],
                count[1],
                Shrunk.mean(Math.min(1, (double) count[1] / count[0]), count[0], rate))));
        rules.sort(Comparator.comparingDouble(OfRule::shrunkNotUseful)
                .reversed()
                .thenComparing(OfRule::team)
                .thenComparing(OfRule::rule));
        return rules;
    }

    private static void add(int[] count, int[] all, int which) {
        count[which]++;
        all[which]++;
    }

    /// One team's part in a change whose outcome is known.
    ///
    /// @param let whether the team let it pass
    record Turn(Forecast forecast, boolean let) {
        static Turn of(ReviewFact.Stated stated, KnownReview review) {
            return new Turn(
                    new Forecast(risk(stated, review) / 1_000.0, review.isUndone()),
                    ReviewState.of(stated.state()).lets());
        }

        /// Before teams stated one of their own, the review's was theirs.
        private static int risk(ReviewFact.Stated stated, KnownReview review) {
            return stated.riskPermille().orElse(review.decided().riskPermille());
        }

        static Forecasts forecasts(List<Turn> turns) {
            return new Forecasts(turns.stream().map(Turn::forecast).toList());
        }

        boolean escaped() {
            return let && forecast.happened();
        }
    }
}
