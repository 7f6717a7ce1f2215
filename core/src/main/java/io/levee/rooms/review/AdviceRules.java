package io.levee.rooms.review;

import io.levee.change.PlainWords;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Severity;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Claim;
import io.levee.rooms.review.advice.ClaimRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes findings of what a model says, as far as it rests on something.
final class AdviceRules {
    /// Claims of one answer that are looked at.
    static final int CLAIMS_MAX = 100;
    /// Findings that one model adds.
    static final int FOUND_MAX = 5;
    /// How the rule of a finding begins that a model made. No guardrail has a name like this.
    static final String RULE = "model/";

    private final TeamId team;
    private final Briefing briefing;
    private final ClaimRules checker;
    private final DiffSecrets secrets;

    AdviceRules(TeamId team, Briefing briefing, ClaimRules checker, DiffSecrets secrets) {
        this.team = team;
        this.briefing = briefing;
        this.checker = checker;
        this.secrets = secrets;
    }

    /// @param findings the most severe first
    record Taken(List<Finding> findings, int dropped) {}

    Taken taken(Advice.Said said) {
        List<Finding> findings = new ArrayList<>();
        Set<List<Object>> places = new HashSet<>();
        for (Claim claim :
                said.claims().subList(0, Math.min(CLAIMS_MAX, said.claims().size()))) {
            finding(claim)
                    .filter(it -> places.add(List.of(it.rule(), it.file(), it.line())))
                    .ifPresent(findings::add);
        }
        List<Finding> kept =
                findings.stream().sorted(Finding.ORDER).limit(FOUND_MAX).toList();
        int dropped = said.claims().size() - kept.size() + Math.max(0, said.malformed());
        return new Taken(kept, dropped);
    }

    private Optional<Finding> finding(Claim claim) {
        Optional<Severity> severity = checker.worth(claim);
        if (severity.isEmpty()
                || !briefing.shows(claim)
                || secrets.leakIn(claim.message())
                || secrets.leakIn(claim.says())) {
            return Optional.empty();
        }
        String words = PlainWords.of(claim.message());
        if (words.isEmpty() || secrets.leakIn(words)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                team,
                RULE + claim.id(),
                severity.get(),
                claim.file(),
                claim.line(),
                "a model of %s says: %s".formatted(team, words),
                List.of(
                        new Citation("diff", "%s:%d".formatted(claim.file(), claim.line()), claim.quote()),
                        new Citation(claim.kind(), claim.id(), claim.says()))));
    }
}
