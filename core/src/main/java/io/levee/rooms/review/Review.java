package io.levee.rooms.review;

import io.levee.catalog.AssetId;
import io.levee.change.Change;
import java.util.List;

/// What all reviewers say together.
///
/// @param risk        probability that the change will be undone or cause an incident, 0 to 1
/// @param learntFrom  outcomes of earlier changes that the risk was learnt from; 0 where it is
///                    what every organisation begins with
/// @param verdicts    one for each team that was asked, sorted by team
/// @param findings    those of rules, most severe first; then what models added, by team. Whoever
///                    shows only some shows the first
/// @param notReviewed what nobody looked at
/// @param ways        how the change reaches what it does not name: each from what it names to
///                    what is asked about
public record Review(
        double risk,
        int learntFrom,
        List<Verdict> verdicts,
        List<Finding> findings,
        List<Change.NotReviewed> notReviewed,
        List<List<AssetId>> ways) {
    public Review {
        verdicts = List.copyOf(verdicts);
        findings = List.copyOf(findings);
        notReviewed = List.copyOf(notReviewed);
        ways = ways.stream().map(List::copyOf).toList();
    }
}
