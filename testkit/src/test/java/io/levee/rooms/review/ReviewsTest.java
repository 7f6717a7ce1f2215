package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.Catalog;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.consent.Action;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.facts.Fact;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Severity;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// `ana` made the change; `cy` and `dee` may override reviews, `bo` may not.
final class ReviewsTest {
    private static final TeamId KAFKA = new TeamId("kafka");
    private static final ActorId ANA = ActorId.person("ana");

    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final ReviewBook book = new ReviewBook();
    private final AtomicInteger ids = new AtomicInteger();
    private Set<String> operators = Set.of("cy", "dee", "ana");
    private final Reviews reviews = new Reviews(
            () -> new Reviews.Sitting(panel(), "r1"),
            new Consents(this::inForce),
            ledger,
            book,
            () -> new ReviewId("rev-" + ids.incrementAndGet()),
            ReviewShelf.NONE);

    ReviewsTest() {
        ledger.follow(Set.of(Fact.Family.REVIEW), book);
    }

    @Test
    void aReviewIsRecordedBeforeItsAnswerWithoutTheTextOfTheChange() {
        ReviewId review = denied();
        ReviewFact.Decided fact = ledger.facts(ReviewFact.Decided.class).getFirst();
        assertThat(fact.review()).isEqualTo(review);
        assertThat(fact.decision()).isEqualTo(ReviewFact.Decision.DENY);
        assertThat(fact.person()).contains(ANA);
        assertThat(fact.findings()).extracting(ReviewFact.Noted::line).containsExactly(1);
        assertThat(fact.toString()).doesNotContain("flood the topic");
    }

    @Test
    void twoPeopleLetADeniedChangePass() {
        ReviewId review = denied();
        assertThat(override("cy", review)).isEqualTo(new ReviewAnswer.Proposed(review));
        assertThat(override("cy", review)).isEqualTo(no(ReviewRefusal.OVERRIDE_NEEDS_ANOTHER_PERSON, review));
        assertThat(override("dee", review)).isEqualTo(new ReviewAnswer.Overridden(review));
        assertThat(override("dee", review)).isEqualTo(no(ReviewRefusal.OVERRIDE_NOT_NEEDED, review));
        assertThat(ledger.facts(ReviewFact.Overridden.class))
                .containsExactly(new ReviewFact.Overridden(
                        review, Set.of(KAFKA), ActorId.person("cy"), ActorId.person("dee"), "the shop is down"));
        assertThat(book.find(review).orElseThrow().lets()).isTrue();
    }

    @Test
    void aProposalDoesNotOutliveTheRightOfWhoMadeIt() {
        ReviewId review = denied();
        assertThat(override("cy", review)).isEqualTo(new ReviewAnswer.Proposed(review));
        operators = Set.of("dee");
        assertThat(override("dee", review))
                .isEqualTo(new ReviewAnswer.Refused(ReviewRefusal.OVERRIDE_PROPOSAL_LAPSED, "person:cy"));
        assertThat(book.find(review).orElseThrow().lets()).isFalse();
    }

    @Test
    void whoeverMadeTheChangeAndWhoeverHasNoRightCannot() {
        ReviewId review = denied();
        assertThat(override("ana", review)).isEqualTo(no(ReviewRefusal.OVERRIDE_BY_CREATOR, review));
        assertThat(override("bo", review)).isEqualTo(no(ReviewRefusal.OVERRIDE_NOT_PERMITTED, review));
        Chain agent = Chain.of(ActorId.person("cy")).delegatedTo(ActorId.agent("flipper"));
        assertThat(reviews.override(agent, review, "why not"))
                .isEqualTo(no(ReviewRefusal.OVERRIDE_NOT_PERMITTED, review));
        ReviewId unknown = new ReviewId("rev-99");
        assertThat(override("cy", unknown)).isEqualTo(no(ReviewRefusal.REVIEW_UNKNOWN, unknown));
        assertThatThrownBy(() -> reviews.override(Chain.of(ActorId.person("cy")), review, " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.facts(ReviewFact.Overridden.class)).isEmpty();
    }

    @Test
    void changesThatDifferInOneUnreadableByteHaveTwoDigests() {
        assertThat(RecordRules.digest(change("caf\udce9"))).isNotEqualTo(RecordRules.digest(change("caf\udce8")));
        assertThat(RecordRules.digest(change("a"))).isEqualTo(RecordRules.digest(change("a")));
    }

    @Test
    void factsOfOneReviewMayComeInAnyOrder() {
        ReviewId review = denied();
        override("cy", review);
        override("dee", review);
        ReviewBook late = new ReviewBook();
        ledger.entries().reversed().forEach(late::learned);
        assertThat(late.find(review)).isEqualTo(book.find(review));
    }

    private ReviewId denied() {
        return switch (reviews.judge(change("flood the topic"))) {
            case ReviewAnswer.Judged(var review, ReviewDecision.Deny _) -> review;
            default -> throw new AssertionError("was not denied");
        };
    }

    private ReviewAnswer override(String person, ReviewId review) {
        return reviews.override(Chain.of(ActorId.person(person)), review, "the shop is down");
    }

    private static ReviewAnswer no(ReviewRefusal refusal, ReviewId review) {
        return new ReviewAnswer.Refused(refusal, review.value());
    }

    private static ReviewRequest change(String line) {
        Line added = new Line(Line.Kind.ADDED, 0, 1, line, true);
        ChangedFile.Body body = new ChangedFile.Body.Text(List.of(new Hunk(0, 0, 1, 1, List.of(added))));
        ChangedFile file = new ChangedFile(ChangedFile.Kind.ADDED, "a.txt", "a.txt", "", "100644", body);
        Creator creator = new Creator(List.of(), Optional.of(ANA), Set.of());
        return new ReviewRequest("pull/7", new Change(List.of(file), List.of()), Contents.UNKNOWN, creator);
    }

    private static Panel panel() {
        Guardrail guardrail = new Guardrail(
                "no-floods",
                KAFKA,
                Severity.HIGH,
                "this floods",
                "",
                List.of(),
                new Guardrail.AppliesTo(List.of(), Set.of(), Set.of(), List.of()),
                Guardrail.Each.LINE,
                "true",
                List.of());
        Conditions conditions = _ -> new Conditions.Compiled.Ready(_ -> Conditions.Answer.YES);
        return new Panel(
                new Rulebook(
                        Catalog.EMPTY,
                        PathOwners.NOBODY,
                        List.of(Reviewer.of(KAFKA, List.of(guardrail), conditions)),
                        Knowledge.NONE,
                        List.of(),
                        KAFKA,
                        List.of()),
                (_, _) -> Optional.empty());
    }

    private InForce inForce() {
        Policy policy = (principal, action, _) -> operators.contains(principal.name()) && action == Action.OVERRIDE
                ? new Policy.Answer.Permitted(List.of())
                : new Policy.Answer.NotPermitted();
        return new InForce("r1", new People(), Catalog.EMPTY, policy);
    }

    private record People() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(new Person(person, person.name(), Set.of(), Set.of(new Role("any")), true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
