/// Stops on the identity layer, where agents are somebody at another's. [KeycloakKind] disables
/// users and clients of Keycloak and ends their sessions ([KeycloakUsers], [KeycloakClients]).
/// [CaepKind] tells a receiver of security events that sessions are revoked: only a notice. The
/// other way round, [IncomingSets] reads such a notice of others and says whom to stop.
///
/// Read [KeycloakKind], [KeycloakAdmin], [KeycloakUsers], [KeycloakClients]; then
/// [SecurityEvents], [CaepStopper], [IncomingSets].
@NullMarked
package io.levee.adapters.identityproviders;

import org.jspecify.annotations.NullMarked;
