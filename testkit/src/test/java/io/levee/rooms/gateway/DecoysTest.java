package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Policy;
import io.levee.facts.CallFact;
import io.levee.facts.DecoyFact;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `table:ghost` is described, permitted by every policy, and a decoy.
class DecoysTest {
    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final Rooms rooms = new Rooms(ledger, () -> {});

    @BeforeEach
    void follow() {
        rooms.follow(ledger);
    }

    @Test
    void whoeverNamesOneIsRecordedWithTheirChain() {
        CallDecision.Deny deny = refused("/warehouse/tables/ghost");
        assertThat(ledger.facts(DecoyFact.Touched.class))
                .containsExactly(new DecoyFact.Touched(
                        "table:ghost", Optional.of(deny.decision()), deny.fact().caller()));
        assertThat(deny.fact().caller().map(CallFact.Caller::chain)).contains(Rooms.CHAIN);
    }

    /// The answer is, to the letter, that of a table which no policy gives them.
    @Test
    void theyAreToldWhatAnybodyIsToldWhoMayNot() {
        CallDecision.Deny decoy = refused("/warehouse/tables/ghost");
        rooms.withheld = AssetId.parse("table:orders");
        CallDecision.Deny withheld = refused("/warehouse/tables/orders");
        assertThat(decoy.refusal()).isEqualTo(ConsentRefusal.NOT_PERMITTED).isEqualTo(withheld.refusal());
        assertThat(decoy.status()).isEqualTo(withheld.status());
        assertThat(decoy.fact().detail().replace("ghost", "orders"))
                .isEqualTo(withheld.fact().detail());
    }

    @Test
    void whoIsRefusedForAnotherReasonTouchedItToo() {
        rooms.answer = new Policy.Answer.Forbidden(List.of());
        assertThat(refused("/warehouse/tables/ghost").refusal()).isEqualTo(ConsentRefusal.POLICY_FORBIDS);
        assertThat(ledger.facts(DecoyFact.Touched.class)).hasSize(1);
    }

    @Test
    void whatIsNoDecoyIsNone() {
        rooms.get("/warehouse/tables/orders");
        refused("/warehouse/tables/secret");
        refused("/nowhere");
        rooms.calls
                .decide(CallRequest.of("GET", "/warehouse/rows", "ghp_another"))
                .join();
        assertThat(ledger.facts(DecoyFact.class)).isEmpty();
    }

    @Test
    void anExplanationDoesNotGiveItAway() {
        var explanation = rooms.consents.explain(Chain.of(ActorId.person("ana")), Action.READ, Rooms.GHOST);
        assertThat(explanation.allowed()).isFalse();
    }

    @Test
    void aCredentialThatIsNobodysIsRecordedAtTheGateway() {
        var deny = (CallDecision.Deny) rooms.calls
                .decide(CallRequest.of("GET", "/warehouse/rows", Rooms.DECOY_CREDENTIAL))
                .join();
        assertThat(deny.refusal()).isEqualTo(IdentityRefusal.TOKEN_MALFORMED);
        assertThat(ledger.facts(DecoyFact.Touched.class))
                .containsExactly(
                        new DecoyFact.Touched("credential:ci-backup", Optional.of(deny.decision()), Optional.empty()));
    }

    @Test
    void aCredentialThatIsNobodysIsRecordedAtTheApi() {
        var unknown = new Identity.Unknown(IdentityRefusal.TOKEN_MALFORMED, "");
        var watched = new DecoyCredentials((_, _) -> unknown, rooms.inForce, ledger);
        assertThat(watched.identify(Rooms.DECOY_CREDENTIAL, Audience.API)).isEqualTo(unknown);
        watched.identify("ghp_another", Audience.API);
        watched.identify("", Audience.API);
        assertThat(ledger.facts(DecoyFact.Touched.class))
                .containsExactly(new DecoyFact.Touched("credential:ci-backup", Optional.empty(), Optional.empty()));
    }

    private CallDecision.Deny refused(String target) {
        return (CallDecision.Deny) rooms.get(target);
    }
}
