package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.BO;
import static io.levee.adapters.oauth.TestServer.CHART;
import static io.levee.adapters.oauth.TestServer.DEEP;
import static io.levee.adapters.oauth.TestServer.DEEPER;
import static io.levee.adapters.oauth.TestServer.FIFTH;
import static io.levee.adapters.oauth.TestServer.FIXER;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static io.levee.adapters.oauth.TestServer.granted;
import static io.levee.adapters.oauth.TestServer.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.IdentityFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of ADR 0040, and what it is for: nobody's token becomes somebody else's.
final class TokenExchangeTest {
    private final TestServer server;

    TokenExchangeTest(@TempDir Path folder) {
        server = new TestServer(folder);
    }

    @Test
    void aTicketBecomesATokenOfTheAgentItNames() {
        String ticket = server.ticket(ANA, WRITER);
        String token = granted(server.exchange(WRITER, ticket));

        assertThat(server.known(token).chain()).isEqualTo(Chain.of(ANA, WRITER));
        assertThat(server.known(token).session()).isEqualTo(server.read(ticket).session());
        assertThat(server.ledger.facts(IdentityFact.TokenIssued.class).getLast())
                .returns(Optional.of(server.read(ticket).id()), IdentityFact.TokenIssued::parent)
                .returns(Chain.of(ANA, WRITER), IdentityFact.TokenIssued::chain);
    }

    @Test
    void aTicketIsWorthNothingToAnotherAgent() {
        assertThat(refused(server.exchange(CHART, server.ticket(ANA, WRITER))))
                .isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        assertThat(server.ledger.facts(IdentityFact.ExchangeRefused.class).getLast())
                .isEqualTo(new IdentityFact.ExchangeRefused(
                        Optional.of(CHART),
                        Optional.of(ANA),
                        "chain-spliced",
                        "agent:chart with a ticket for agent:writer"));
    }

    @Test
    void aPersonsOwnTokenNeverBecomesAnAgents() {
        assertThat(refused(server.exchange(WRITER, server.login(ANA)))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
    }

    @Test
    void oneAgentsTokenNeverBecomesAnothers() {
        String token = server.chain(ANA, WRITER);

        assertThat(refused(server.exchange(CHART, token))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        assertThat(refused(server.exchange(CHART, token, "for_agent", "deep")))
                .isEqualTo(IdentityRefusal.CHAIN_SPLICED);
    }

    @Test
    void theFirstAgentOfAChainCannotTakeTheTokenOfTheLast() {
        assertThat(refused(server.exchange(WRITER, server.chain(ANA, WRITER, CHART))))
                .isEqualTo(IdentityRefusal.CHAIN_SPLICED);
    }

    @Test
    void anAgentDelegatesByNamingTheNextOne() {
        String token = server.chain(ANA, WRITER);
        String ticket = granted(server.exchange(WRITER, token, "for_agent", "chart"));

        assertThat(server.unknown(ticket)).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
        assertThat(refused(server.exchange(DEEP, ticket))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        assertThat(refused(server.exchange(WRITER, ticket))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        String delegated = granted(server.exchange(CHART, ticket));
        assertThat(server.known(delegated).chain()).isEqualTo(Chain.of(ANA, WRITER, CHART));
        assertThat(server.known(delegated).session())
                .isEqualTo(server.known(token).session());
    }

    @Test
    void aTicketCannotBePassedOn() {
        assertThat(refused(server.exchange(WRITER, server.ticket(ANA, WRITER), "for_agent", "chart")))
                .isEqualTo(IdentityRefusal.CHAIN_SPLICED);
    }

    @Test
    void fourAgentsAreAChainAndFiveAreNot() {
        String four = server.chain(ANA, WRITER, CHART, DEEP, DEEPER);
        assertThat(server.known(four).chain().agents()).hasSize(4);

        assertThat(refused(server.exchange(DEEPER, four, "for_agent", FIFTH.name())))
                .isEqualTo(IdentityRefusal.CHAIN_INVALID);
    }

    @Test
    void aChainDoesNotComeBackToAnAgentThatIsInIt() {
        assertThat(refused(server.exchange(CHART, server.chain(ANA, WRITER, CHART), "for_agent", "writer")))
                .isEqualTo(IdentityRefusal.CHAIN_INVALID);
    }

    @Test
    void anAgentThatMayNotActForThePersonGetsNothing() {
        assertThat(refused(server.exchange(FIXER, server.ticket(ANA, FIXER))))
                .isEqualTo(IdentityRefusal.AGENT_NOT_FOR_PERSON);
        assertThat(refused(server.exchange(WRITER, server.chain(ANA, WRITER), "for_agent", "fixer")))
                .isEqualTo(IdentityRefusal.AGENT_NOT_FOR_PERSON);
        assertThat(refused(server.exchange(WRITER, server.chain(ANA, WRITER), "for_agent", "nobody")))
                .isEqualTo(IdentityRefusal.AGENT_UNKNOWN);
    }

    @Test
    void anActorTokenOfAnotherAgentIsSpliced() {
        String ticket = server.ticket(ANA, WRITER);
        String theirs = server.chain(ANA, CHART);

        assertThat(refused(withActor(WRITER, ticket, theirs))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
    }

    @Test
    void anActorTokenOfAnotherRunIsSplicedEvenOfTheSameAgentAndPerson() {
        String token = server.chain(ANA, WRITER);
        String otherRun = server.chain(ANA, WRITER);
        String otherPerson = server.chain(BO, WRITER);

        assertThat(refused(withActor(WRITER, token, otherRun))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        assertThat(refused(withActor(WRITER, token, otherPerson))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        assertThat(server.known(granted(withActor(WRITER, token, token))).chain())
                .isEqualTo(Chain.of(ANA, WRITER));
    }

    @Test
    void anActorTokenThatIsNoneIsRefused() {
        assertThat(refused(withActor(WRITER, server.ticket(ANA, WRITER), "x.y.z")))
                .isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void aTokenIsExchangedForTheOtherAudienceByItsOwnAgent() {
        String token = granted(server.exchange(WRITER, server.chain(ANA, WRITER), "audience", "levee-api"));

        assertThat(server.verifier.identify(token, Audience.API)).isInstanceOf(Identity.Known.class);
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
    }

    @Test
    void nothingOutlivesWhatItCameFrom() {
        String ticket = server.ticket(ANA, WRITER);
        Instant end = server.read(ticket).expiresAt();
        server.clock.advance(Lifetimes.TICKET.minus(Duration.ofMinutes(3)));
        String token = granted(server.exchange(WRITER, ticket));
        server.clock.advance(Duration.ofMinutes(1));
        String again = granted(server.exchange(WRITER, token));

        assertThat(server.read(token).expiresAt()).isEqualTo(end);
        assertThat(server.read(again).expiresAt()).isEqualTo(end);
    }

    @Test
    void aChainOfExchangesEndsSomewhere() {
        String token = server.chain(ANA, WRITER);
        for (int i = server.read(token).lineage().size(); i <= VerifiedToken.ANCESTORS_MAX; i++) {
            token = granted(server.exchange(WRITER, token));
        }
        assertThat(refused(server.exchange(WRITER, token))).isEqualTo(IdentityRefusal.CHAIN_INVALID);
        assertThat(token).hasSizeLessThan(2 * 1024);
    }

    @Test
    void revokingATicketEndsEverythingThatCameOfIt() {
        String ticket = server.ticket(ANA, WRITER);
        String token = granted(server.exchange(WRITER, ticket));
        String delegation = granted(server.exchange(WRITER, token, "for_agent", "chart"));
        String deep = granted(server.exchange(CHART, delegation));
        String unrelated = server.chain(ANA, WRITER);
        server.known(deep);

        server.revocation().revoke(ANA, ticket, "changed my mind");

        for (String ended : List.of(token, deep)) {
            assertThat(server.unknown(ended)).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        }
        assertThat(refused(server.exchange(CHART, delegation))).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        assertThat(refused(server.exchange(WRITER, ticket))).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        server.known(unrelated);
    }

    @Test
    void revokingAChildLeavesItsParent() {
        String token = server.chain(ANA, WRITER);
        String child = granted(server.exchange(WRITER, token));
        server.revocation().revoke(WRITER, child, "");

        assertThat(server.unknown(child)).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        server.known(token);
    }

    @Test
    void nobodyRevokesWhatIsNotTheirs() {
        String token = server.chain(ANA, WRITER);

        assertThat(server.revocation().revoke(CHART, token, "")).isEqualTo(new TokenRevocation.Outcome.NotTheirs());
        assertThat(server.revocation().revoke(BO, token, "")).isEqualTo(new TokenRevocation.Outcome.NotTheirs());
        assertThat(server.revocation().revoke(BO, "x.y.z", "")).isEqualTo(new TokenRevocation.Outcome.NothingToDo());
        server.known(token);
    }

    @Test
    void nothingIsHandedOutBeforeItIsRecorded() {
        String ticket = server.ticket(ANA, WRITER);
        server.secretOf(WRITER);
        server.ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database is away"));

        assertThatThrownBy(() -> server.exchange(WRITER, ticket))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("away");
    }

    @Test
    void aReplicaThatMayHaveMissedAStopMintsNothing() {
        String ticket = server.ticket(ANA, WRITER);
        server.freshness.becomes(Duration.ofMillis(2_001));

        assertThatThrownBy(() -> server.exchange(WRITER, ticket)).hasMessageContaining("may have missed a stop");
    }

    @Test
    void requestsThatAreNoExchangeGetTheErrorOfTheStandard() {
        String ticket = server.ticket(ANA, WRITER);
        assertThat(error(ticket, "grant_type", "client_credentials")).isEqualTo(OAuthError.UNSUPPORTED_GRANT_TYPE);
        assertThat(error(ticket, "audience", "levee-exchange")).isEqualTo(OAuthError.INVALID_TARGET);
        assertThat(error(ticket, "audience", "https://elsewhere.example")).isEqualTo(OAuthError.INVALID_TARGET);
        assertThat(error(ticket, "resource", "https://elsewhere.example")).isEqualTo(OAuthError.INVALID_TARGET);
        assertThat(error(ticket, "scope", "everything")).isEqualTo(OAuthError.INVALID_SCOPE);
        assertThat(error(ticket, "for_agent", "../etc")).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(error(ticket, "subject_token_type", "urn:x")).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(error(ticket, "subject_token", "")).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(error(ticket, "client_secret", "wrong")).isEqualTo(OAuthError.INVALID_CLIENT);
    }

    @Test
    void aParameterThatIsRepeatedIsRefused() {
        assertThatThrownBy(() -> Form.of(Map.of("audience", List.of("levee-api", "levee-gateway"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private OAuthError error(String ticket, String name, String value) {
        Map<String, String> form = new HashMap<>(server.form(WRITER, ticket));
        form.put(name, value);
        return switch (server.exchange.exchange("", new Form(form))) {
            case TokenExchange.Outcome.Refused refused -> refused.error();
            case TokenExchange.Outcome.Granted granted -> throw new AssertionError("granted " + granted.token());
        };
    }

    private TokenExchange.Outcome withActor(ActorId client, String subject, String actor) {
        return server.exchange(client, subject, "actor_token", actor, "actor_token_type", TokenExchange.ACCESS_TOKEN);
    }
}
