package io.levee.rooms.jobs.supposing;

import io.levee.change.PlainWords;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.rooms.jobs.supposing.Hypothesis.Confidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes hypotheses of what a model says, as far as it rests on the log. Pure.
///
/// INVARIANT I5: a supposition of which one line does not stand in the log, or was not shown to the model, is
/// dropped whole. INVARIANT I4: none is certain, and none has a remedy that its skill does not have.
public final class SuppositionRules {
    /// Of one answer; what comes after is not looked at.
    static final int LOOKED_AT_MAX = 10;

    public static final int HYPOTHESES_MAX = 3;
    /// Lines of one hypothesis.
    public static final int QUOTES_MAX = 5;
    /// Characters of a cause.
    public static final int CAUSE_MAX = 200;
    /// Characters of a quote.
    static final int QUOTE_MAX = 400;
    /// Letters and digits that a quote has at least: less stands everywhere.
    static final int QUOTE_MIN = 3;

    private SuppositionRules() {}

    /// @param dropped what is not among them, of all that the model said
    public record Taken(List<Hypothesis> hypotheses, int dropped) {
        public Taken {
            hypotheses = List.copyOf(hypotheses);
        }
    }

    public static Taken taken(Answer.Said said, Briefing briefing, Refinder log) {
        List<Supposition> fit = said.suppositions().stream()
                .limit(LOOKED_AT_MAX)
                .filter(it -> fits(it, briefing))
                .toList();
        List<Optional<Cited>> found =
                log.find(fit.stream().flatMap(it -> it.lines().stream()).toList());
        List<Hypothesis> kept = new ArrayList<>();
        int at = 0;
        for (Supposition each : fit) {
            List<Optional<Cited>> lines = found.subList(at, at + each.lines().size());
            at += each.lines().size();
            if (kept.size() < HYPOTHESES_MAX && lines.stream().allMatch(Optional::isPresent)) {
                kept.add(hypothesis(each, lines, briefing));
            }
        }
        return new Taken(kept, said.suppositions().size() - kept.size() + Math.max(0, said.malformed()));
    }

    private static boolean fits(Supposition it, Briefing briefing) {
        return it.cause().length() <= CAUSE_MAX
                && !words(it.cause()).isEmpty()
                && confidence(it.confidence()).isPresent()
                && !it.lines().isEmpty()
                && it.lines().size() <= QUOTES_MAX
                && it.lines().stream().allMatch(quote -> isQuote(quote.text()) && briefing.shows(quote));
    }

    private static boolean isQuote(String text) {
        return text.length() <= QUOTE_MAX
                && text.codePoints()
                                .filter(Character::isLetterOrDigit)
                                .limit(QUOTE_MIN)
                                .count()
                        == QUOTE_MIN;
    }

    /// Empty where none are left, or more than fit.
    private static String words(String cause) {
        String plain = PlainWords.of(cause);
        return plain.length() <= CAUSE_MAX ? plain : "";
    }

    private static Optional<Confidence> confidence(String word) {
        return Arrays.stream(Confidence.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static Hypothesis hypothesis(Supposition it, List<Optional<Cited>> lines, Briefing briefing) {
        return new Hypothesis(
                words(it.cause()),
                confidence(it.confidence()).orElse(Confidence.LOW),
                lines.stream().flatMap(Optional::stream).toList(),
                offered(it.remedy(), briefing));
    }

    private static Optional<Briefing.Offered> offered(String name, Briefing briefing) {
        return briefing.remedies().stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
