package io.levee.organisation;

import java.util.Optional;

/// What `levee.yaml` says.
///
/// @param oidcIssuer where people come from, where it is not people.yaml
/// @param localLogin whether a person of people.yaml may log in on this machine without an issuer; never a default
public record Settings(String name, Optional<OidcIssuer> oidcIssuer, boolean localLogin) {
    /// @param personClaim the claim of the issuer's token that names the person, as in people.yaml
    public record OidcIssuer(String issuer, String jwksUri, String clientId, String personClaim) {}
}
