package io.levee.adapters.oauth;

import com.nimbusds.jose.jwk.JWK;
import io.levee.facts.IdentityFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.AgentCredential;
import io.levee.identity.AgentCredentials;
import io.levee.identity.Directory;
import io.levee.ledger.Ledger;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Gives agents credentials of their own, and takes them away. Who may do that was decided before.
public final class Enrolment {
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final AgentCredentials credentials;
    private final Supplier<Directory> directory;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Enrolment(
            AgentCredentials credentials,
            Supplier<Directory> directory,
            Ledger ledger,
            InstantSource clock,
            RandomGenerator random) {
        this.credentials = credentials;
        this.directory = directory;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /// @param secret shown this once; kept nowhere
    public record NewSecret(String thumbprint, String secret) {
        @Override
        public String toString() {
            return "secret " + thumbprint;
        }
    }

    public NewSecret secret(ActorId agent, ActorId by) {
        String id = Ids.of("secret", random);
        String secret = Ids.random(random, SECRET_BYTES);
        String salt = Ids.random(random, SALT_BYTES);
        enrol(
                new AgentCredential.SecretHash(agent, id, salt, Secrets.hash(salt, secret), by, clock.instant()),
                "secret");
        return new NewSecret(id, secret);
    }

    /// Returns the thumbprint; throws [IllegalArgumentException] where the key cannot be used.
    public String key(ActorId agent, String publicJwk, ActorId by) {
        JWK key = PublicKeys.parse(publicJwk);
        String thumbprint = PublicKeys.thumbprint(key);
        boolean known = credentials.of(agent).stream()
                .anyMatch(credential -> credential.thumbprint().equals(thumbprint));
        if (!known) {
            enrol(new AgentCredential.PublicKey(agent, thumbprint, key.toJSONString(), by, clock.instant()), "key");
        }
        return thumbprint;
    }

    /// False where there was no such credential.
    public boolean withdraw(ActorId agent, String thumbprint, ActorId by) {
        boolean withdrawn = credentials.withdraw(agent, thumbprint);
        if (withdrawn) {
            ledger.write(new IdentityFact.CredentialWithdrawn(agent, thumbprint, by));
        }
        return withdrawn;
    }

    private void enrol(AgentCredential credential, String kind) {
        ActorId agent = credential.agent();
        if (directory.get().passport(agent).isEmpty()) {
            throw new LeveeException(
                    ErrorCode.NOT_FOUND, "`%s` has no passport: add it to the organisation first".formatted(agent));
        }
        // I1: recorded before it works; a record of a credential that then was not kept harms nobody
        ledger.write(
                new IdentityFact.CredentialEnrolled(agent, kind, credential.thumbprint(), credential.enrolledBy()));
        if (!credentials.enrol(credential)) {
            throw new LeveeException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "`%s` has %d credentials: withdraw one first".formatted(agent, AgentCredentials.PER_AGENT_MAX));
        }
    }
}
