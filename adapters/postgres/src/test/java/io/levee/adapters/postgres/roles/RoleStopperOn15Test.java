package io.levee.adapters.postgres.roles;

import java.nio.file.Path;
import java.util.Optional;

/// An older server, whose rules for who may alter a role, and who may act as one, were others.
final class RoleStopperOn15Test extends RoleStopContract {
    RoleStopperOn15Test() {
        super(Optional.of(Path.of("target/servers/postgres-15.jar")));
    }
}
