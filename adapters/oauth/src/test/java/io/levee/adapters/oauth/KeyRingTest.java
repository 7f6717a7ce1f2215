package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.IdentityFact;
import io.levee.fault.LeveeException;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.SigningKeys.SealedKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyRingTest {
    private final Path folder;
    private final TestServer server;

    KeyRingTest(@TempDir Path folder) {
        this.folder = folder;
        this.server = new TestServer(folder);
    }

    @Test
    void aNewKeyIsPublishedBeforeItSignsAndTheOldOneAcceptedUntilItsTokensEnded() {
        String first = server.keys.signing().keyId();
        String second = server.keys.rotate();

        assertThat(published()).containsExactly(first, second);
        assertThat(server.keys.signing().keyId()).isEqualTo(first);
        server.clock.advance(KeyRing.PUBLISHED_AHEAD.minusMillis(1));
        assertThat(server.keys.signing().keyId()).isEqualTo(first);
        String last = server.chain(ANA, WRITER);
        server.clock.advance(Duration.ofMillis(1));
        assertThat(server.keys.signing().keyId()).isEqualTo(second);
        server.known(last);
        server.known(server.chain(ANA, WRITER));

        server.clock.advance(Lifetimes.TOKEN_MAX.plus(Lifetimes.SKEW).minusMillis(1));
        assertThat(published()).containsExactly(first, second);
        server.clock.advance(Duration.ofMillis(1));
        assertThat(published()).containsExactly(second);
        assertThat(server.unknown(last)).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void aTokenThatWasSeenIsRefusedWithItsKey() {
        String token = server.chain(ANA, WRITER);
        server.known(token);
        server.keys.rotate();
        server.clock.advance(KeyRing.PUBLISHED_AHEAD.plus(Lifetimes.TOKEN_MAX).plus(Lifetimes.SKEW));

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void keysRotateByThemselvesAndAreForgotten() {
        String first = server.keys.signing().keyId();
        for (int hour = 0; hour < 72; hour++) {
            server.clock.advance(Duration.ofHours(1));
            server.keys.tick();
            server.known(server.chain(ANA, WRITER));
        }

        assertThat(server.keys.signing().keyId()).isNotEqualTo(first);
        assertThat(server.store.all()).hasSizeLessThanOrEqualTo(2);
        assertThat(server.ledger.facts(IdentityFact.SigningKeyRotated.class)).hasSize(4);
    }

    @Test
    void rotatingTwiceAtOnceMakesOneKey() {
        KeyRing other = ring();
        String one = server.keys.rotate();

        assertThat(other.rotate()).isEqualTo(one);
        assertThat(server.store.all()).hasSize(2);
    }

    @Test
    void aTokenOfAnotherReplicasNewKeyIsAcceptedWithoutWaiting() {
        server.keys.rotate();
        KeyRing other = ring();
        other.tick();
        server.clock.advance(KeyRing.PUBLISHED_AHEAD);
        TokenVerifier verifier = new TokenVerifier(TestServer.ISSUER, other, server.standing, server.clock);

        assertThat(verifier.read(server.chain(ANA, WRITER))).isInstanceOf(TokenCheck.Good.class);
    }

    @Test
    void whatIsStoredSignsNothingWithoutTheMasterKey(@TempDir Path elsewhere) {
        SealedKey row = server.store.all().getFirst();
        assertThat(row.publicJwk()).doesNotContain("\"d\"");
        assertThat(row.sealedPrivate()).doesNotContain("kty");
        MasterKey other = MasterKey.openOrCreate(elsewhere.resolve("master.key"), server.random);

        assertThatThrownBy(() -> KeyRing.open(server.store, other, server.ledger, server.clock, server.random))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("does not open the signing key");
    }

    @Test
    void aKeyThatSomebodyChangedInTheDatabaseIsNotUsed() {
        SealedKey row = server.store.all().getFirst();
        server.keys.rotate();
        SealedKey other = server.store.all().get(1);
        server.store.forget(1);
        server.store.add(new SealedKey(1, row.keyId(), other.publicJwk(), row.sealedPrivate(), row.signsFrom()));

        assertThatThrownBy(this::ring).hasMessageContaining("changed in the database");
        server.store.forget(1);
        server.store.add(new SealedKey(1, "k1-theirs", row.publicJwk(), row.sealedPrivate(), row.signsFrom()));
        assertThatThrownBy(this::ring).hasMessageContaining("does not open");
    }

    @Test
    void theMasterKeyIsForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKey.open(file, server.random)).hasMessageContaining("chmod 600");
    }

    @Test
    void aMasterKeyThatIsNoneIsRefusedWithAWayOut(@TempDir Path elsewhere) throws Exception {
        for (String content : List.of("", "short", "!".repeat(44), "A".repeat(300))) {
            Path file = elsewhere.resolve("key-" + content.length());
            PrivateFiles.create(file, content);
            assertThatThrownBy(() -> MasterKey.open(file, server.random)).hasMessageContaining("openssl rand");
        }
        assertThatThrownBy(() -> MasterKey.open(elsewhere.resolve("absent"), server.random))
                .hasMessageContaining("cannot be read");
    }

    private KeyRing ring() {
        return KeyRing.open(
                server.store,
                MasterKey.open(folder.resolve("master.key"), server.random),
                server.ledger,
                server.clock,
                server.random);
    }

    private List<String> published() {
        List<?> keys = (List<?>) server.keys.jwks().getOrDefault("keys", List.of());
        return keys.stream()
                .map(key -> (Map<?, ?>) key)
                .peek(key -> assertThat(key.containsKey("d")).isFalse())
                .map(key -> String.valueOf(key.get("kid")))
                .toList();
    }
}
