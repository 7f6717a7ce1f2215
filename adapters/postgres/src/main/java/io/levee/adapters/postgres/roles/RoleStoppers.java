package io.levee.adapters.postgres.roles;

import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Set;

/// Roles of a PostgreSQL. The id of a foothold is the name of a role, letter by letter as `pg_roles` has it.
///
/// - `url`: `jdbc:postgresql://HOST:PORT/DATABASE` of the primary, without parameters
/// - `user`, `secret`: who may alter these roles and end their sessions; see ADR 0110 for what that takes
/// - `tls`: `verify-full`, `require` or `off`; without it `off` where all hosts are loopback, else `verify-full`
/// - `ca`: a PEM file with the authorities that `verify-full` trusts; without it those of the JDK
public final class RoleStoppers implements StopperKind {
    @Override
    public String system() {
        return "postgres";
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "user", "secret");
    }

    @Override
    public Set<String> optional() {
        return Set.of("tls", "ca");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        return new RoleStopper(source.name(), RoleServer.of(source.settings(), secrets), footholds);
    }
}
