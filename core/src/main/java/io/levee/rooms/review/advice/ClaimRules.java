package io.levee.rooms.review.advice;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds both quotes of a claim again, byte for byte, in the change and in what the team knows
/// (I5). Shares nothing with what writes briefings: it looks at what was given in, not at what a
/// model was shown.
public final class ClaimRules {
    /// Letters and digits that a quote has at least: less stands everywhere.
    static final int QUOTE_MIN = 3;

    private final TeamId team;
    private final Change change;
    private final List<Guardrail> guardrails;
    private final List<Document> documents;

    /// @param guardrails of any team; those of others are not the team's to cite
    /// @param documents  as well
    public ClaimRules(TeamId team, Change change, List<Guardrail> guardrails, List<Document> documents) {
        this.team = team;
        this.change = change;
        this.guardrails = List.copyOf(guardrails);
        this.documents = List.copyOf(documents);
    }

    /// How severe the claim may be: as its model says, and no more than what it cites. Empty where
    /// one of its quotes is not there.
    public Optional<Severity> worth(Claim claim) {
        boolean bounded = isQuote(claim.quote())
                && isQuote(claim.says())
                && !claim.message().isBlank()
                && claim.message().length() <= Claim.MESSAGE_MAX;
        if (!bounded || !isInChange(claim)) {
            return Optional.empty();
        }
        return cap(claim)
                .flatMap(cap -> Arrays.stream(Severity.values())
                        .filter(it -> it.word().equals(claim.severity()))
                        .map(it -> it.compareTo(cap) < 0 ? it : cap)
                        .findFirst());
    }

    private static boolean isQuote(String text) {
        return text.length() <= Claim.QUOTE_MAX
                && text.codePoints()
                                .filter(Character::isLetterOrDigit)
                                .limit(QUOTE_MIN)
                                .count()
                        == QUOTE_MIN;
    }

    private boolean isInChange(Claim claim) {
        for (ChangedFile file : change.files()) {
            if (file.path().equals(claim.file())) {
                for (Hunk hunk : file.hunks()) {
                    for (Line line : hunk.lines()) {
                        if (line.kind() != Line.Kind.CONTEXT
                                && line.number() == claim.line()
                                && line.text().contains(claim.quote())) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /// As severe as the rule; a page says nothing of how severe it is this time.
    private Optional<Severity> cap(Claim claim) {
        if (claim.kind().equals("guardrail")) {
            return guardrails.stream()
                    .filter(it -> it.team().equals(team) && it.id().equals(claim.id()))
                    .filter(it -> it.message().contains(claim.says()))
                    .map(Guardrail::severity)
                    .findFirst();
        }
        return documents.stream()
                .filter(it -> it.team().equals(team) && it.id().equals(claim.id()))
                .filter(it -> it.kind().equals(claim.kind()) && has(it, claim.says()))
                .map(_ -> Severity.MEDIUM)
                .findFirst();
    }

    private static boolean has(Document document, String quote) {
        return document.body().contains(quote)
                || document.title().contains(quote)
                || document.head().stream().anyMatch(it -> it.contains(quote));
    }
}
