package io.levee.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsentRulesTest {
    private static final ActorId ANA = ActorId.person("ana");
    private static final ActorId SCOUT = ActorId.agent("scout");
    private static final ActorId MAKER = ActorId.agent("maker");
    private static final Chain CHAIN = Chain.of(ANA, SCOUT, MAKER);

    /// Everything is as it should be; each refusal is this with one thing taken away.
    private static SmallWorld good() {
        return new SmallWorld()
                .person("ana", true, "growth")
                .agent("scout", Set.of(ANA), List.of("table:*"), List.of())
                .agent("maker", Set.of(ActorId.team("growth")), List.of("table:orders"), List.of());
    }

    private static Policy answering(ActorId who, Policy.Answer answer) {
        return (principal, _, _) -> principal.equals(who) ? answer : new Policy.Answer.Permitted(List.of());
    }

    @Test
    void who_is_known_covered_and_permitted_gets_consent_with_the_reasons() {
        Consent consent = ConsentRules.decide(
                good().under(SmallWorld.permitting(ANA, SCOUT, MAKER)), CHAIN, Action.READ, SmallWorld.ORDERS);
        assertThat(consent).isInstanceOf(Consent.Given.class);
        assertThat(consent.evidence())
                .contains(
                        new Evidence("person", "person:ana", "active; teams: growth; roles: reader"),
                        new Evidence("passport", "agent:maker", "may read `table:orders`"));
        assertThat(consent.touched().reached()).containsExactly(SmallWorld.REPORT);
        assertThat(consent.revision()).isEqualTo("r1");
    }

    static Stream<Arguments> refusals() {
        Policy yes = SmallWorld.permitting(ANA, SCOUT, MAKER);
        Policy.Answer no = new Policy.Answer.NotPermitted();
        Policy.Answer forbidden = new Policy.Answer.Forbidden(List.of(new Evidence("policy", "p#1", "no")));
        Policy.Answer failed = new Policy.Answer.Failed(ConsentRefusal.POLICY_ERROR, "p#1");
        return Stream.of(
                Arguments.of("nothing was loaded", InForce.NOTHING, ConsentRefusal.PERSON_UNKNOWN, ANA),
                Arguments.of("no policies", good().under(Policy.none()), ConsentRefusal.NO_POLICY_LOADED, ANA),
                Arguments.of("the person is gone", new SmallWorld().under(yes), ConsentRefusal.PERSON_UNKNOWN, ANA),
                Arguments.of(
                        "the person is inactive",
                        good().person("ana", false, "growth").under(yes),
                        ConsentRefusal.PERSON_INACTIVE,
                        ANA),
                Arguments.of(
                        "an agent has no passport",
                        new SmallWorld().person("ana", true, "growth").under(yes),
                        ConsentRefusal.AGENT_UNKNOWN,
                        SCOUT),
                Arguments.of(
                        "the person left the team that the second agent acts for",
                        good().person("ana", true).under(yes),
                        ConsentRefusal.AGENT_NOT_FOR_PERSON,
                        MAKER),
                Arguments.of(
                        "the second passport does not cover it",
                        good().agent("maker", Set.of(ANA), List.of("table:report"), List.of("*"))
                                .under(yes),
                        ConsentRefusal.PASSPORT_DOES_NOT_COVER,
                        MAKER),
                Arguments.of(
                        "the person is not permitted",
                        good().under(answering(ANA, no)),
                        ConsentRefusal.NOT_PERMITTED,
                        ANA),
                Arguments.of(
                        "only the last agent is not permitted",
                        good().under(answering(MAKER, no)),
                        ConsentRefusal.NOT_PERMITTED,
                        MAKER),
                Arguments.of(
                        "the first agent is forbidden",
                        good().under(answering(SCOUT, forbidden)),
                        ConsentRefusal.POLICY_FORBIDS,
                        SCOUT),
                Arguments.of(
                        "a policy fails for the last agent",
                        good().under(answering(MAKER, failed)),
                        ConsentRefusal.POLICY_ERROR,
                        MAKER));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void absent_corrupt_or_unknown_is_a_typed_no(
            String what, InForce inForce, ConsentRefusal expected, ActorId principal) {
        assertThat(ConsentRules.decide(inForce, CHAIN, Action.READ, SmallWorld.ORDERS))
                .as(what)
                .isInstanceOfSatisfying(Consent.Withheld.class, withheld -> {
                    assertThat(withheld.refusal()).isEqualTo(expected);
                    assertThat(withheld.principal()).isEqualTo(principal);
                });
    }

    @Test
    void agents_never_stop_resume_audit_administer_or_override_whatever_passport_and_policy_say() {
        InForce inForce =
                good().agent("scout", Set.of(ANA), List.of("*"), List.of("*")).under(SmallWorld.permitting(ANA, SCOUT));
        for (Action action : List.of(Action.STOP, Action.RESUME, Action.AUDIT, Action.ADMINISTER, Action.OVERRIDE)) {
            assertThat(ConsentRules.decide(inForce, Chain.of(ANA, SCOUT), action, SmallWorld.ORDERS))
                    .isInstanceOfSatisfying(
                            Consent.Withheld.class,
                            withheld ->
                                    assertThat(withheld.refusal()).isEqualTo(ConsentRefusal.PASSPORT_DOES_NOT_COVER));
        }
    }

    @Test
    void an_explanation_goes_on_after_the_first_no() {
        InForce inForce =
                good().person("ana", false, "growth").under(answering(MAKER, new Policy.Answer.NotPermitted()));
        Explanation told = new Consents(() -> inForce).explain(CHAIN, Action.READ, SmallWorld.ORDERS);
        assertThat(told.grounds().stream().filter(ground -> !ground.isYes()))
                .extracting(Ground::principal, ground -> ground.refusal().orElseThrow())
                .containsExactly(
                        tuple(ANA, ConsentRefusal.PERSON_INACTIVE), tuple(MAKER, ConsentRefusal.NOT_PERMITTED));
        assertThat(told.text())
                .startsWith("denied (person-inactive): person:ana through agent:scout through agent:maker may not read"
                        + " table:orders")
                .contains("touches 1 asset besides itself", "  team:owner  table:orders, table:report");
    }
}
