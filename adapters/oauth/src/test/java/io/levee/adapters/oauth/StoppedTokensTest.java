package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.BO;
import static io.levee.adapters.oauth.TestServer.CHART;
import static io.levee.adapters.oauth.TestServer.DEEP;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.identity.IdentityRefusal;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stop reaches besides the token of whoever was stopped.
final class StoppedTokensTest {
    private final TestServer server;
    private final String token;

    StoppedTokensTest(@TempDir Path folder) {
        server = new TestServer(folder);
        token = server.chain(ANA, WRITER);
    }

    @Test
    void aStopReachesEverythingThatWasDelegatedFurther() {
        String deep = server.chain(ANA, WRITER, CHART, DEEP);
        String ticket =
                TestServer.granted(server.exchange(WRITER, server.chain(ANA, WRITER), "for_agent", CHART.name()));
        String others = server.chain(ANA, CHART);
        server.stop(new Scope.Agent(WRITER));

        assertThat(server.unknown(deep)).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        assertThat(TestServer.refused(server.exchange(CHART, ticket))).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        server.known(others);
    }

    @Test
    void aStopOfASessionReachesTheSessionsThatWereStartedFromIt() {
        String ana = server.login(ANA);
        VerifiedToken own = server.read(ana);
        String run = TestServer.granted(server.exchange(WRITER, TestServer.jwt(server.issuer.ticket(own, WRITER))));
        String further = TestServer.granted(
                server.exchange(CHART, TestServer.granted(server.exchange(WRITER, run, "for_agent", CHART.name()))));
        assertThat(server.read(further).startedFrom()).contains(own.session());
        assertThat(server.read(further).session()).isNotEqualTo(own.session());
        StopFact.Ordered stop = server.stop(new Scope.Session(own.session()));

        for (String token : List.of(run, further)) {
            assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        }
        server.known(token);
        assertThat(server.live.covered(stop.scope())).hasSize(5); // with two tickets and her own
    }

    @Test
    void aSessionThatCarriesTheLabelIsStoppedAndTheOthersAreNot() {
        String other = server.chain(BO, CHART);
        server.labels.put(server.read(token).session(), Set.of("payroll"));
        StopFact.Ordered stop = server.stop(new Scope.Label("payroll"));
        TokenStopper stopper =
                new TokenStopper(server.live, server.standing, server.ledger, ReplicaView.alone(), server.clock);
        Receipt at = new Receipt(server.ledger.origin(), 0, server.clock.instant());
        stopper.stop(stop, at);

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        server.known(other);
        assertThat(stopper.verify(stop, at).holds()).isTrue();
        server.labels.put(server.read(other).session(), Set.of("payroll"));
        assertThat(server.unknown(other)).as("it carries it now").isEqualTo(IdentityRefusal.SCOPE_STOPPED);

        server.resume(stop);
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        server.known(other);
    }

    @Test
    void anOrderThatIsNotAboutTokensRevokesNone() {
        server.stop(new Scope.Agent(WRITER), Layer.GATEWAY);
        server.known(token);
        server.known(server.chain(ANA, WRITER));
    }
}
