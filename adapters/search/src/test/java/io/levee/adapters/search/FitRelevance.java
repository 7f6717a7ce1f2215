package io.levee.adapters.search;

import io.levee.adapters.search.Labelled.Question;
import io.levee.adapters.search.TeamKnowledge.Measured;
import io.levee.knowledge.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Finds the numbers of [Relevance] from the questions that are there for it: logistic
/// regression by Newton's method, with a ridge of 0.01, over every pair of a question and a
/// page. Run it when analysis or model change: `-Dtest=FitRelevance
/// -DargLine=-Dlevee.search.fit=true`.
@EnabledIfSystemProperty(named = "levee.search.fit", matches = "true")
final class FitRelevance {
    private static final double RIDGE = 0.01;

    /// @param x begins with 1
    private record Pair(List<Double> x, boolean relevant) {}

    @Test
    void prints() {
        List<Document> pages = Labelled.pages().stream()
                .sorted(Comparator.comparing(Document::team)
                        .thenComparing(Document::kind)
                        .thenComparing(Document::id))
                .toList();
        List<Pair> both = new ArrayList<>();
        List<Pair> words = new ArrayList<>();
        try (TeamKnowledge knowledge = TeamKnowledge.of(pages, TeamKnowledge.Options.IN_MEMORY)) {
            for (Question question : Labelled.questions()) {
                List<Measured> measured = question.fit() ? knowledge.measured(Set.of(), question.text()) : List.of();
                for (int p = 0; p < measured.size(); p++) {
                    Measured m = measured.get(p);
                    boolean relevant =
                            question.page().equals(Optional.of(pages.get(p).id()));
                    both.add(new Pair(List.of(1.0, m.cosine().orElseThrow(), m.share()), relevant));
                    words.add(new Pair(List.of(1.0, m.share()), relevant));
                }
            }
        }
        System.out.println(">> BASE, MEANING, WORDS: " + Arrays.toString(fitted(both)));
        System.out.println(">> BASE_ALONE, WORDS_ALONE: " + Arrays.toString(fitted(words)));
    }

    private static double[] fitted(List<Pair> pairs) {
        int n = pairs.getFirst().x().size();
        double[] weights = new double[n];
        for (int step = 0; step < 50; step++) {
            double[][] system = new double[n][n + 1];
            for (Pair pair : pairs) {
                double z = 0;
                for (int i = 0; i < n; i++) {
                    z += weights[i] * pair.x().get(i);
                }
                double p = 1 / (1 + Math.exp(-z));
                for (int i = 0; i < n; i++) {
                    system[i][n] += ((pair.relevant() ? 1 : 0) - p) * pair.x().get(i);
                    for (int j = 0; j < n; j++) {
                        system[i][j] += p * (1 - p) * pair.x().get(i) * pair.x().get(j);
                    }
                }
            }
            for (int i = 1; i < n; i++) {
                system[i][i] += RIDGE;
                system[i][n] -= RIDGE * weights[i];
            }
            solve(system);
            for (int i = 0; i < n; i++) {
                weights[i] += system[i][n];
            }
        }
        return weights;
    }

    /// By Gauss and Jordan; the solution is the last column.
    private static void solve(double[][] system) {
        for (int i = 0; i < system.length; i++) {
            double pivot = system[i][i];
            for (int j = 0; j <= system.length; j++) {
                system[i][j] /= pivot;
            }
            for (int k = 0; k < system.length; k++) {
                double factor = k == i ? 0 : system[k][i];
                for (int j = 0; j <= system.length; j++) {
                    system[k][j] -= factor * system[i][j];
                }
            }
        }
    }
}
