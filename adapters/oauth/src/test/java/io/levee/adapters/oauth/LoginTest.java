package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.IdentityFact;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.organisation.Settings;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Path folder;
    private final TestServer server;
    private Settings settings = new Settings("acme", Optional.empty(), true);

    LoginTest(@TempDir Path folder) {
        this.folder = folder;
        this.server = new TestServer(folder);
    }

    @Test
    void whoeverCanReadTheFileLogsIn() throws Exception {
        LocalLogin login = open(List.of(LOOPBACK));
        Path file = folder.resolve(LocalLogin.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        String token = TestServer.jwt(login.login(header(), ANA, Optional.empty()));

        assertThat(server.verifier.identify(token, Audience.API))
                .isInstanceOfSatisfying(
                        Identity.Known.class, known -> assertThat(known.chain()).isEqualTo(Chain.of(ANA)));
        assertThat(server.ledger.facts(IdentityFact.LoggedIn.class).getLast())
                .returns(ANA, IdentityFact.LoggedIn::person)
                .returns("local", IdentityFact.LoggedIn::method);
        login.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void aWrongSecretAndNoneAreRefused() throws Exception {
        LocalLogin login = open(List.of(LOOPBACK));
        for (String header : List.of("", "Local ", "Local x", header() + "x", header().replace("Local", "Bearer"))) {
            assertThat(login.login(header, ANA, Optional.empty()))
                    .isEqualTo(new Minting.Refused(
                            new TokenCheck.Bad(IdentityRefusal.LOGIN_REFUSED, "the secret is wrong")));
        }
    }

    @Test
    void itIsOffUnlessTheOrganisationSaysSo() {
        settings = new Settings("acme", Optional.empty(), false);
        assertOff(open(List.of(LOOPBACK)));
    }

    @Test
    void itIsOffWhereAnybodyElseCouldReachIt() throws Exception {
        assertOff(open(List.of(LOOPBACK, InetAddress.getByName("0.0.0.0"))));
        assertOff(open(List.of(InetAddress.getByName("192.0.2.1"))));
        assertOff(open(List.of()));
    }

    @Test
    void takingItAwayFromTheOrganisationWorksAtOnce() throws Exception {
        LocalLogin login = open(List.of(LOOPBACK));
        settings = new Settings("acme", Optional.empty(), false);

        assertThat(login.on()).isFalse();
        assertThat(login.login(header(), ANA, Optional.empty())).isInstanceOf(Minting.Refused.class);
    }

    @Test
    void theSecretOfTheLastStartIsGone() throws Exception {
        open(List.of(LOOPBACK));
        String old = header();
        LocalLogin again = open(List.of(LOOPBACK));

        assertThat(header()).isNotEqualTo(old);
        assertThat(again.proves(old)).isFalse();
        settings = new Settings("acme", Optional.empty(), false);
        open(List.of(LOOPBACK));
        assertThat(folder.resolve(LocalLogin.FILE)).doesNotExist();
    }

    @Test
    void nobodyWhoIsNotInTheOrganisationLogsIn() throws Exception {
        LocalLogin login = open(List.of(LOOPBACK));
        assertThat(login.login(header(), ActorId.person("mallory"), Optional.empty()))
                .isEqualTo(new Minting.Refused(new TokenCheck.Bad(IdentityRefusal.PERSON_UNKNOWN, "person:mallory")));
        server.people.put(ANA, TestServer.person(ANA, "growth", false));
        assertThat(login.login(header(), ANA, Optional.empty()))
                .isEqualTo(new Minting.Refused(new TokenCheck.Bad(IdentityRefusal.PERSON_INACTIVE, "person:ana")));
    }

    @Test
    void guessingIsSlow() throws Exception {
        LocalLogin login = open(List.of(LOOPBACK));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        login.proves("Local guess");
                    }
                })
                .hasMessageContaining("too many logins");
        server.clock.advance(Duration.ofMillis(100));
        assertThat(login.proves(header())).isTrue();
    }

    @Test
    void aLoginForAnAgentIsOnlyATicket() throws Exception {
        String ticket = TestServer.jwt(open(List.of(LOOPBACK)).login(header(), ANA, Optional.of(WRITER)));

        assertThat(server.unknown(ticket, Audience.API)).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
        assertThat(server.known(TestServer.granted(server.exchange(WRITER, ticket)))
                        .chain())
                .isEqualTo(Chain.of(ANA, WRITER));
    }

    @Test
    void aCodeIsGoodOnceWithinAMinute() {
        LoginCodes codes = new LoginCodes(server.issuer, server.clock, server.random);
        VerifiedToken own = server.read(server.login(ANA));
        String code = codes.open(own);
        String late = codes.open(own);

        VerifiedToken browser = server.read(TestServer.jwt(codes.exchange(code)));
        assertThat(browser.chain()).isEqualTo(Chain.of(ANA));
        assertThat(browser.ancestors()).containsExactly(own.id());
        assertThat(codes.exchange(code)).isInstanceOf(Minting.Refused.class);
        assertThat(codes.exchange("")).isInstanceOf(Minting.Refused.class);
        server.clock.advance(Lifetimes.LOGIN_CODE);
        assertThat(codes.exchange(late)).isInstanceOf(Minting.Refused.class);
    }

    @Test
    void onlySoManyCodesAreOpenAndOldOnesMakeRoom() {
        LoginCodes codes = new LoginCodes(server.issuer, server.clock, server.random);
        VerifiedToken own = server.read(server.login(ANA));
        for (int i = 0; i < LoginCodes.OPEN_MAX; i++) {
            codes.open(own);
        }
        assertThatThrownBy(() -> codes.open(own)).hasMessageContaining("wait a minute");
        server.clock.advance(Lifetimes.LOGIN_CODE);
        assertThat(codes.open(own)).isNotEmpty();
    }

    @Test
    void anAgentGetsNoCode() {
        LoginCodes codes = new LoginCodes(server.issuer, server.clock, server.random);
        assertThatThrownBy(() -> codes.open(server.read(server.chain(ANA, WRITER))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertOff(LocalLogin login) {
        assertThat(login.on()).isFalse();
        assertThat(folder.resolve(LocalLogin.FILE)).doesNotExist();
        assertThat(login.proves("Local ")).isFalse();
    }

    private LocalLogin open(List<InetAddress> listeners) {
        return LocalLogin.open(
                folder,
                () -> settings,
                listeners,
                server.issuer,
                new Pace(20, Duration.ofMillis(50), server.clock),
                server.clock,
                server.random);
    }

    private String header() throws Exception {
        return "Local " + Files.readString(folder.resolve(LocalLogin.FILE)).strip();
    }
}
