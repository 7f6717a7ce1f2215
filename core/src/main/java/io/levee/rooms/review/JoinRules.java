package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Joins what the reviewers say. One that is not satisfied blocks, whoever else is.
final class JoinRules {
    /// Pictures, fonts and sound: nobody reads them, and nothing runs them.
    private static final Pattern PASSIVE =
            Pattern.compile("(?i).*\\.(png|jpe?g|gif|webp|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|ogg|wav|webm|pdf)");

    private JoinRules() {}

    static ReviewDecision decide(Review review) {
        List<TeamId> against = in(review, ReviewState.UNSATISFIED);
        if (!against.isEmpty()) {
            return new ReviewDecision.Deny(review, against);
        }
        List<TeamId> waiting = new ArrayList<>(in(review, ReviewState.WAITING));
        waiting.addAll(in(review, ReviewState.ERROR));
        boolean unseen = review.notReviewed().stream().anyMatch(JoinRules::matters);
        return waiting.isEmpty() && !unseen
                ? new ReviewDecision.Allow(review)
                : new ReviewDecision.Hold(review, waiting);
    }

    private static List<TeamId> in(Review review, ReviewState state) {
        return review.verdicts().stream()
                .filter(verdict -> verdict.state() == state)
                .map(Verdict::team)
                .toList();
    }

    /// Whether a change that has this may not pass unseen.
    static boolean matters(Change.NotReviewed unseen) {
        return !(unseen.why().startsWith("binary")
                && PASSIVE.matcher(unseen.file()).matches());
    }

    /// The state of a team, from what its reviewer did.
    static ReviewState state(TeamId team, int asked, Collection<String> failed, List<Finding> findings, boolean waits) {
        if (findings.stream()
                .anyMatch(it ->
                        it.blocks() && (it.team().equals(team) || it.also().contains(team)))) {
            return ReviewState.UNSATISFIED;
        }
        if (!failed.isEmpty()) {
            return ReviewState.ERROR;
        }
        if (waits) {
            return ReviewState.WAITING;
        }
        return asked > 0 ? ReviewState.SATISFIED : ReviewState.NOT_APPLICABLE;
    }

    /// Several teams with one rule say one thing once: the same rule about the same line.
    static List<Finding> merged(List<Finding> findings) {
        Map<List<Object>, Finding> byPlace = new LinkedHashMap<>();
        findings.stream()
                .sorted(Finding.ORDER)
                .forEach(finding -> byPlace.merge(
                        List.of(finding.rule(), finding.file(), finding.line()), finding, JoinRules::together));
        return List.copyOf(byPlace.values());
    }

    private static Finding together(Finding first, Finding second) {
        SortedSet<TeamId> also = new TreeSet<>(first.also());
        also.addAll(second.also());
        also.add(second.team());
        also.remove(first.team());
        Set<Citation> evidence = new LinkedHashSet<>(first.evidence());
        evidence.addAll(second.evidence());
        return new Finding(
                first.team(),
                also,
                first.rule(),
                first.severity(),
                first.file(),
                first.line(),
                first.message(),
                List.copyOf(evidence));
    }
}
