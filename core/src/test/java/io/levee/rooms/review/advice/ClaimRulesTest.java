package io.levee.rooms.review.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import io.levee.knowledge.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The checker alone, without what a model was shown.
final class ClaimRulesTest {
    private static final TeamId KAFKA = new TeamId("kafka");
    private static final TeamId CARE = new TeamId("care");
    private static final ClaimRules RULES = new ClaimRules(
            KAFKA,
            change(),
            List.of(rule(KAFKA, "bound", Severity.HIGH), rule(CARE, "theirs", Severity.CRITICAL)),
            List.of(page(KAFKA, "disk-full"), page(CARE, "their-page")));

    @Test
    void aClaimIsWorthNoMoreThanWhatItCites() {
        assertThat(worth("retention: -1", "guardrail", "bound", "needs a bound", "critical"))
                .contains(Severity.HIGH);
        assertThat(worth("retention: -1", "guardrail", "bound", "needs a bound", "low"))
                .contains(Severity.LOW);
        assertThat(worth("retention: -1", "incident", "disk-full", "filled the disks", "critical"))
                .contains(Severity.MEDIUM);
        assertThat(worth("retention: -1", "incident", "disk-full", "A flag", "high"))
                .contains(Severity.MEDIUM);
    }

    @Test
    void theLineIsAChangedOneOfThatNumberAndFile() {
        assertThat(worth("a.yaml", 2, "retention: -1")).isPresent();
        assertThat(worth("a.yaml", 2, "retention: 5")).isPresent(); // as it was before
        assertThat(worth("a.yaml", 1, "topic: orders")).isEmpty(); // it did not change
        assertThat(worth("a.yaml", 3, "retention: -1")).isEmpty();
        assertThat(worth("b.yaml", 2, "retention: -1")).isEmpty();
        assertThat(worth("a.yaml", 2, "Retention: -1")).isEmpty();
        assertThat(worth("a.yaml", 2, "retention:  -1")).isEmpty();
    }

    @Test
    void knowledgeIsTheTeamsOwnAndOfThatKind() {
        assertThat(worth("retention: -1", "guardrail", "theirs", "needs a bound", "high"))
                .isEmpty();
        assertThat(worth("retention: -1", "incident", "their-page", "filled the disks", "high"))
                .isEmpty();
        assertThat(worth("retention: -1", "runbook", "disk-full", "filled the disks", "high"))
                .isEmpty();
        assertThat(worth("retention: -1", "guardrail", "bound", "needs no bound", "high"))
                .isEmpty();
        assertThat(worth("retention: -1", "incident", "disk-full", "filled the disk.", "high"))
                .isEmpty();
    }

    @Test
    void quotesThatStandEverywhereAreNone() {
        assertThat(worth("a.yaml", 2, ": -")).isEmpty();
        assertThat(worth("a.yaml", 2, "re")).isEmpty();
        assertThat(worth("retention: -1", "guardrail", "bound", " a ", "high")).isEmpty();
        assertThat(worth("a.yaml", 4, "x".repeat(Claim.QUOTE_MAX))).isPresent();
        assertThat(worth("a.yaml", 4, "x".repeat(Claim.QUOTE_MAX + 1))).isEmpty();
    }

    private static Optional<Severity> worth(String file, int line, String quote) {
        return RULES.worth(new Claim(file, line, quote, "guardrail", "bound", "needs a bound", "high", "it grows"));
    }

    private static Optional<Severity> worth(String quote, String kind, String id, String says, String severity) {
        return RULES.worth(new Claim("a.yaml", 2, quote, kind, id, says, severity, "it grows"));
    }

    private static Change change() {
        List<Line> lines = List.of(
                new Line(Line.Kind.CONTEXT, 1, 1, "topic: orders", true),
                new Line(Line.Kind.REMOVED, 2, 0, "retention: 5", true),
                new Line(Line.Kind.ADDED, 0, 2, "  retention: -1", true),
                new Line(Line.Kind.CONTEXT, 3, 3, "retention: -1", true),
                new Line(Line.Kind.ADDED, 0, 4, "x".repeat(1_000), true));
        ChangedFile file = new ChangedFile(
                ChangedFile.Kind.MODIFIED,
                "a.yaml",
                "a.yaml",
                "",
                "",
                new ChangedFile.Body.Text(List.of(new Hunk(1, 3, 1, 4, lines))));
        return new Change(List.of(file), List.of());
    }

    private static Guardrail rule(TeamId team, String id, Severity severity) {
        return new Guardrail(
                id,
                team,
                severity,
                "a topic needs a bound",
                "",
                List.of(),
                new AppliesTo(List.of(), Set.of(), Set.of(), List.of()),
                Each.FILE,
                "",
                List.of());
    }

    private static Document page(TeamId team, String id) {
        return new Document(
                team,
                "incident",
                id,
                "A flag went up",
                Optional.empty(),
                List.of(),
                List.of(),
                "p.md",
                1,
                "It filled the disks.\n");
    }
}
