package io.levee.adapters.search;

/// Two measures to one score: the probability that a page is about what the question is about,
/// as a logistic function that was fitted to labelled questions (`FitRelevance` finds the
/// numbers, `RetrievalTest` holds their quality). 0.5 means: of the pages that got 0.5 there,
/// every second one was the one that was looked for.
final class Relevance {
    private static final double BASE = -9.86;
    private static final double MEANING = 13.09;
    private static final double WORDS = 16.85;

    private static final double BASE_ALONE = -7.67;
    private static final double WORDS_ALONE = 24.39;

    private Relevance() {}

    /// @param cosine −1 to 1
    /// @param share  of [Words], 0 to 1
    static double of(double cosine, double share) {
        return logistic(BASE + MEANING * cosine + WORDS * share);
    }

    /// Where no meaning is known.
    static double ofWords(double share) {
        return share == 0 ? 0 : logistic(BASE_ALONE + WORDS_ALONE * share);
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
