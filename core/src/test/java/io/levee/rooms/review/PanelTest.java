package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.PathPattern;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.change.StructuredChange.Part;
import io.levee.change.Structures;
import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Conditions.Answer;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Passage;
import io.levee.knowledge.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A flag of one team that reaches the topic of another.
final class PanelTest {
    private static final TeamId KAFKA = new TeamId("kafka");
    private static final TeamId CHECKOUT = new TeamId("checkout");
    private static final TeamId CARE = new TeamId("care");
    private static final TeamId PLATFORM = new TeamId("platform");
    private static final AssetId FLAG = AssetId.parse("flag:async-orders");
    private static final AssetId TOPIC = AssetId.parse("topic:orders");
    private static final AssetId CLUSTER = AssetId.parse("cluster:main");
    private static final Document INCIDENT = new Document(
            KAFKA,
            "incident",
            "kafka-disk-full",
            "A flag filled the disks",
            Optional.of(LocalDate.parse("2025-11-18")),
            List.of(new AssetPattern("topic:*")),
            List.of("every instance became a producer"),
            "teams/kafka/incidents/disk-full.md",
            8,
            "At 14:02 the flag went up.\n");

    @Test
    void theTeamThatAFlagReachesIsAskedAndBlocksWithItsIncident() {
        ReviewDecision decision = panel(Answer.YES, "kafka-disk-full").review(flip());
        assertThat(decision).isInstanceOf(ReviewDecision.Deny.class);
        assertThat(((ReviewDecision.Deny) decision).by()).containsExactly(KAFKA);
        Finding finding = decision.review().findings().getFirst();
        assertThat(finding.evidence())
                .containsExactly(
                        new Citation("diff", "flags/checkout.json:2", "  \"share\": 100"),
                        new Citation("guardrail", "new-producer", "a new producer has no bound"),
                        new Citation("incident", "kafka-disk-full", "every instance became a producer"));
        assertThat(decision.review().ways()).containsExactly(List.of(FLAG, TOPIC, CLUSTER), List.of(FLAG, TOPIC));
    }

    @Test
    void whoOnlyDependsOnWhatIsReachedIsNotAsked() {
        ReviewDecision decision = panel(Answer.NO, "kafka-disk-full").review(flip());
        assertThat(decision).isInstanceOf(ReviewDecision.Allow.class);
        assertThat(decision.review().verdicts())
                .extracting(Verdict::team, Verdict::state)
                .containsExactly(tuple(CHECKOUT, ReviewState.NOT_APPLICABLE), tuple(KAFKA, ReviewState.SATISFIED));
    }

    @Test
    void aRuleThatCannotTellIsNoYes() {
        ReviewDecision decision = panel(Answer.FAILED, "kafka-disk-full").review(flip());
        assertThat(decision).isInstanceOf(ReviewDecision.Hold.class);
        assertThat(((ReviewDecision.Hold) decision).waitingFor()).containsExactly(KAFKA);
    }

    @Test
    void whatNobodyLookedAtIsNeverClean() {
        ReviewRequest request = flip();
        Change unseen =
                new Change(request.change().files(), List.of(new Change.NotReviewed("lib/driver.so", "binary")));
        ReviewDecision decision = panel(Answer.NO, "kafka-disk-full")
                .review(new ReviewRequest(request.name(), unseen, Contents.UNKNOWN, Creator.UNKNOWN));
        assertThat(decision).isInstanceOf(ReviewDecision.Hold.class);
    }

    @Test
    void aChangeOfTheOwnersFileNeedsAPerson() {
        ChangedFile owners = file("CODEOWNERS", new Line(Line.Kind.ADDED, 0, 1, "* @mallory", true));
        ReviewDecision decision = panel(Answer.NO, "kafka-disk-full").review(request(owners));
        assertThat(decision).isInstanceOf(ReviewDecision.Hold.class);
        assertThat(((ReviewDecision.Hold) decision).waitingFor()).containsExactly(PLATFORM);
    }

    @Test
    void whatFailedBeforeIsSaidWithItsIncidentAndBlocksNothing() {
        Passage passage = new Passage(
                KAFKA, "incident", "kafka-disk-full", INCIDENT.title(), INCIDENT.file(), 9, 9, "At 14:02 the flag");
        Knowledge knowledge = knowing(new Knowledge.Hit(passage, 0.8));
        ReviewDecision decision = panel(Answer.NO, "kafka-disk-full", knowledge).review(flip());
        assertThat(decision).isInstanceOf(ReviewDecision.Allow.class);
        assertThat(decision.review().findings()).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo("precedent");
            assertThat(it.evidence()).contains(new Citation("incident", "kafka-disk-full", "At 14:02 the flag"));
        });
        Knowledge unsure = knowing(new Knowledge.Hit(passage, 0.5));
        assertThat(panel(Answer.NO, "kafka-disk-full", unsure)
                        .review(flip())
                        .review()
                        .findings())
                .isEmpty();
        Passage invented = new Passage(
                KAFKA, "incident", "kafka-disk-full", INCIDENT.title(), INCIDENT.file(), 9, 9, "it never said this");
        assertThat(panel(Answer.NO, "kafka-disk-full", knowing(new Knowledge.Hit(invented, 0.9)))
                        .review(flip())
                        .review()
                        .findings())
                .isEmpty();
    }

    private static Knowledge knowing(Knowledge.Hit hit) {
        return new Knowledge() {
            @Override
            public List<Hit> search(Set<TeamId> teams, String text, int max) {
                return teams.contains(KAFKA) && text.contains("share from 5 to 100") ? List.of(hit) : List.of();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void aFindingWhoseQuoteIsNotThereIsDropped() {
        ReviewRequest request = flip();
        CitationRules citations = new CitationRules(request, Map.of(), Map.of("kafka-disk-full", INCIDENT));
        Citation line = new Citation("diff", "flags/checkout.json:2", "  \"share\": 100");
        assertThat(citations.hold(finding(line))).isTrue();
        assertThat(citations.hold(finding(new Citation("diff", "flags/checkout.json:2", "  \"share\": 99"))))
                .isFalse();
        assertThat(citations.hold(finding(new Citation("diff", "flags/checkout.json:7", "  \"share\": 100"))))
                .isFalse();
        assertThat(citations.hold(finding(line, new Citation("incident", "kafka-disk-full", "the broker danced"))))
                .isFalse();
        assertThat(citations.hold(finding(line, new Citation("rumour", "x", ""))))
                .isFalse();
        assertThat(citations.hold(finding())).isFalse();
    }

    @Test
    void twoTeamsWithOneRuleSayItOnce() {
        Citation line = new Citation("diff", "flags/checkout.json:2", "  \"share\": 100");
        Finding first = finding(line);
        Finding second = new Finding(
                CARE, first.rule(), first.severity(), first.file(), first.line(), first.message(), first.evidence());
        List<Finding> merged = JoinRules.merged(List.of(first, second));
        assertThat(merged).hasSize(1);
        assertThat(merged.getFirst().team()).isEqualTo(CARE);
        assertThat(merged.getFirst().also()).containsExactly(KAFKA);
        assertThat(JoinRules.state(KAFKA, 1, List.of(), merged, false)).isEqualTo(ReviewState.UNSATISFIED);
    }

    private static Finding finding(Citation... evidence) {
        return new Finding(KAFKA, "new-producer", Severity.HIGH, "flags/checkout.json", 2, "no", List.of(evidence));
    }

    private static Panel panel(Answer answer, String why) {
        return panel(answer, why, Knowledge.NONE);
    }

    private static Panel panel(Answer answer, String why, Knowledge knowledge) {
        Guardrail guardrail = new Guardrail(
                "new-producer",
                KAFKA,
                Severity.HIGH,
                "a new producer has no bound",
                "set retention.bytes",
                List.of(why),
                new AppliesTo(List.of(), Set.of(), Set.of(), List.of(new AssetPattern("topic:*"))),
                Each.VALUE,
                "true",
                List.of());
        Conditions conditions = _ -> new Conditions.Compiled.Ready(_ -> answer);
        Structures structures =
                (file, _) -> file.path().endsWith(".json") ? Optional.of(structured()) : Optional.empty();
        return new Panel(
                new Rulebook(
                        catalog(),
                        PathOwners.NOBODY,
                        List.of(Reviewer.of(KAFKA, List.of(guardrail), conditions)),
                        knowledge,
                        List.of(INCIDENT),
                        PLATFORM,
                        List.of(new Guarded(PathPattern.gitHub("CODEOWNERS"), Optional.empty(), "who owns what"))),
                structures);
    }

    private static StructuredChange structured() {
        StructuredChange.Value share = new StructuredChange.Value(List.of("share"), 5L, 100L, 2, 2);
        return new StructuredChange(
                "flags",
                false,
                "",
                List.of(new Part("flag", "async-orders", List.of(FLAG), Map.of(), Map.of(), 1, 1, List.of(share))));
    }

    private static Catalog catalog() {
        return new Catalog(
                List.of(),
                List.of(
                        asset(FLAG, CHECKOUT, Set.of(), Set.of(TOPIC)),
                        asset(TOPIC, KAFKA, Set.of(CLUSTER), Set.of(CLUSTER)),
                        asset(CLUSTER, KAFKA, Set.of(), Set.of()),
                        asset(AssetId.parse("service:helpdesk"), CARE, Set.of(TOPIC), Set.of())),
                List.of());
    }

    private static Asset asset(AssetId id, TeamId owner, Set<AssetId> dependsOn, Set<AssetId> reaches) {
        return new Asset(id, owner, "", dependsOn, reaches, Set.of(), Set.of());
    }

    private static ReviewRequest flip() {
        return request(file(
                "flags/checkout.json",
                new Line(Line.Kind.REMOVED, 2, 0, "  \"share\": 5", true),
                new Line(Line.Kind.ADDED, 0, 2, "  \"share\": 100", true)));
    }

    private static ReviewRequest request(ChangedFile file) {
        return new ReviewRequest("test", new Change(List.of(file), List.of()), Contents.UNKNOWN, Creator.UNKNOWN);
    }

    private static ChangedFile file(String path, Line... lines) {
        return new ChangedFile(
                ChangedFile.Kind.MODIFIED,
                path,
                path,
                "",
                "",
                new ChangedFile.Body.Text(List.of(new Hunk(1, 2, 1, 2, List.of(lines)))));
    }
}
