package io.levee.organisation;

import io.levee.identity.ActorId;
import io.levee.ledger.MaxStaleness;
import io.levee.ledger.proof.VerifierKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `levee.yaml` says.
///
/// @param oidcIssuer where people come from, where it is not people.yaml
/// @param localLogin whether a person of people.yaml may log in on this machine without an issuer; never a default
/// @param operators  the key of each person whose signed orders every replica obeys
/// @param staleness  by API, where it is not that of the house
/// @param eventIssuers whose security events are obeyed
/// @param drillEvery how often each replica drills; empty for never
/// @param forges whose changes are reviewed
/// @param jobs   what jobs of agents may take, and where their outputs stand
public record Settings(
        String name,
        Optional<OidcIssuer> oidcIssuer,
        boolean localLogin,
        Map<ActorId, VerifierKey> operators,
        Map<String, MaxStaleness> staleness,
        List<EventIssuer> eventIssuers,
        Optional<Duration> drillEvery,
        List<ForgeSource> forges,
        JobSettings jobs) {
    public Settings {
        operators = Map.copyOf(operators);
        staleness = Map.copyOf(staleness);
        eventIssuers = List.copyOf(eventIssuers);
        forges = List.copyOf(forges);
    }

    /// With the house's staleness everywhere, no security events, no drills and no forges.
    public Settings(
            String name, Optional<OidcIssuer> oidcIssuer, boolean localLogin, Map<ActorId, VerifierKey> operators) {
        this(
                name,
                oidcIssuer,
                localLogin,
                operators,
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                JobSettings.HOUSE);
    }

    /// Without operators.
    public Settings(String name, Optional<OidcIssuer> oidcIssuer, boolean localLogin) {
        this(name, oidcIssuer, localLogin, Map.of());
    }

    /// Who tells that sessions of people are revoked.
    ///
    /// @param audience   as whom Levee is told
    /// @param jwksUri    where it publishes its keys
    /// @param onBehalfOf the person whose right to stop people is used
    public record EventIssuer(String issuer, String audience, String jwksUri, ActorId onBehalfOf) {}

    /// @param personClaim the claim of the issuer's token that names the person, as in people.yaml
    public record OidcIssuer(String issuer, String jwksUri, String clientId, String personClaim) {}
}
