package io.levee.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.ActorId;
import io.levee.identity.AgentCredential;
import io.levee.identity.AgentCredentials;
import io.levee.identity.OnceOnly;
import io.levee.identity.SigningKeys;
import io.levee.identity.SigningKeys.SealedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every store of the authorization server keeps to, also when two replicas use it at once.
public abstract class IdentityStoreContract {
    private static final Instant TIME = Instant.parse("2030-11-02T09:00:00.123456Z");
    private static final ActorId WRITER = ActorId.agent("writer");
    private static final ActorId ANA = ActorId.person("ana");

    protected abstract SigningKeys keys();

    protected abstract AgentCredentials credentials();

    protected abstract OnceOnly onceOnly();

    @Test
    void keysComeBackAsTheyWereOldestFirst() {
        SealedKey second = new SealedKey(2, "k2", "{\"2\":2}", "sealed2", TIME.plusSeconds(1));
        SealedKey first = new SealedKey(1, "k1", "{}", "sealed1", TIME);
        assertThat(keys().add(second)).isTrue();
        assertThat(keys().add(first)).isTrue();

        assertThat(keys().all()).containsExactly(first, second);
        keys().forget(1);
        keys().forget(1);
        assertThat(keys().all()).containsExactly(second);
    }

    @Test
    void oneReplicaWinsEachGeneration() throws Exception {
        List<Boolean> added = atOnce(8, i -> keys().add(new SealedKey(1, "k1-" + i, "{}", "sealed", TIME)));

        assertThat(added).containsOnlyOnce(true);
        assertThat(keys().all()).hasSize(1);
    }

    @Test
    void credentialsOfBothKindsComeBackAsTheyWere() {
        AgentCredential key = new AgentCredential.PublicKey(WRITER, "thumb", "{\"kty\":\"EC\"}", ANA, TIME);
        AgentCredential secret =
                new AgentCredential.SecretHash(WRITER, "s-1", "salt", "hash", ANA, TIME.plusSeconds(1));
        assertThat(credentials().enrol(key)).isTrue();
        assertThat(credentials().enrol(secret)).isTrue();

        assertThat(credentials().of(WRITER)).containsExactly(key, secret);
        assertThat(credentials().of(ActorId.agent("other"))).isEmpty();
        assertThat(credentials().withdraw(WRITER, "thumb")).isTrue();
        assertThat(credentials().withdraw(WRITER, "thumb")).isFalse();
        assertThat(credentials().of(WRITER)).containsExactly(secret);
    }

    @Test
    void anAgentHasOnlySoManyCredentialsEvenWhenAllAreEnrolledAtOnce() throws Exception {
        int attempts = AgentCredentials.PER_AGENT_MAX + 4;
        List<Boolean> enrolled = atOnce(
                attempts,
                i -> credentials().enrol(new AgentCredential.SecretHash(WRITER, "s-" + i, "salt", "hash", ANA, TIME)));

        assertThat(enrolled).filteredOn(Boolean::booleanValue).hasSize(AgentCredentials.PER_AGENT_MAX);
    }

    @Test
    void whatIsUsedOnceIsUsedByOneOnly() throws Exception {
        String id = "x".repeat(1_000);
        assertThat(atOnce(8, _ -> onceOnly().use(WRITER, id, TIME))).containsOnlyOnce(true);
        assertThat(onceOnly().use(ActorId.agent("other"), id, TIME)).isTrue();
        assertThat(onceOnly().use(WRITER, id + "y", TIME)).isTrue();
    }

    private interface Attempt {
        boolean number(int i);
    }

    private static List<Boolean> atOnce(int times, Attempt attempt) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                attempts.add(() -> attempt.number(number));
            }
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(attempts)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
