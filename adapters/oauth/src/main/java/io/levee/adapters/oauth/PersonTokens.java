package io.levee.adapters.oauth;

import io.levee.identity.ActorId;
import io.levee.identity.IdentityRefusal;
import java.time.Instant;
import java.util.Optional;

/// Tokens of people that somebody else issued: the organisation's OIDC issuer.
public interface PersonTokens {
    /// Whether the token says that the issuer of people made it. Proves nothing.
    boolean issued(String token);

    Proof prove(String token);

    /// Who the token speaks for.
    sealed interface Proof {
        /// @param mayAct    the one agent that may exchange it, where the issuer says so
        /// @param issuer    as it stands in the fact
        record Person(ActorId person, Optional<ActorId> mayAct, String issuer, Instant expiresAt) implements Proof {}

        record Nobody(IdentityRefusal refusal, String detail) implements Proof {}
    }

    /// Where people come from people.yaml.
    static PersonTokens none() {
        return new NoPersonTokens();
    }

    record NoPersonTokens() implements PersonTokens {
        @Override
        public boolean issued(String token) {
            return false;
        }

        @Override
        public Proof prove(String token) {
            return new Proof.Nobody(IdentityRefusal.LOGIN_REFUSED, "no issuer is configured");
        }
    }
}
