package io.levee.organisation;

import io.levee.identity.ActorId;
import io.levee.ledger.MaxStaleness;
import io.levee.ledger.proof.VerifierKey;
import java.util.Map;
import java.util.Optional;

/// What `levee.yaml` says.
///
/// @param oidcIssuer where people come from, where it is not people.yaml
/// @param localLogin whether a person of people.yaml may log in on this machine without an issuer; never a default
/// @param operators  the key of each person whose signed orders every replica obeys
/// @param staleness  by API, where it is not that of the house
public record Settings(
        String name,
        Optional<OidcIssuer> oidcIssuer,
        boolean localLogin,
        Map<ActorId, VerifierKey> operators,
        Map<String, MaxStaleness> staleness) {
    public Settings {
        operators = Map.copyOf(operators);
        staleness = Map.copyOf(staleness);
    }

    /// With the house's staleness everywhere.
    public Settings(
            String name, Optional<OidcIssuer> oidcIssuer, boolean localLogin, Map<ActorId, VerifierKey> operators) {
        this(name, oidcIssuer, localLogin, operators, Map.of());
    }

    /// Without operators.
    public Settings(String name, Optional<OidcIssuer> oidcIssuer, boolean localLogin) {
        this(name, oidcIssuer, localLogin, Map.of(), Map.of());
    }

    /// @param personClaim the claim of the issuer's token that names the person, as in people.yaml
    public record OidcIssuer(String issuer, String jwksUri, String clientId, String personClaim) {}
}
