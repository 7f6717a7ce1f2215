package io.levee.adapters.postgres.roles;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Stops on the identity layer: `NOLOGIN` for the roles of the scope, then the end of every session that logged in as
/// one of them, also of those that did `SET ROLE` since. Others who may act as the role keep their own sessions. Where
/// an order covers no role here, the server is not asked.
final class RoleStopper implements Stopper {
    /// A login, the rounds of [Closing], and what was asked last.
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final String name;
    private final RoleServer server;
    private final Footholds footholds;

    RoleStopper(String name, RoleServer server, Footholds footholds) {
        this.name = name;
        this.server = server;
        this.footholds = footholds;
    }

    @Override
    public Layer layer() {
        return Layer.IDENTITY;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration deadline() {
        return LONGEST;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<String> names = footholds.covered(order);
        if (names.isEmpty()) {
            return new Done(0, "no footholds");
        }
        return on(roles -> {
            Closing closing = new Closing(roles, server.user(), names).untilQuiet();
            long affected = closing.closed() + closing.ended();
            return new Done(
                    affected, "%d roles closed, %d sessions ended".formatted(closing.closed(), closing.ended()));
        });
    }

    /// Asks the server who may log in and who is there. A login is not tried: the server looks at the password first,
    /// so one with a wrong password is refused whether the role is closed or not.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<String> names = footholds.covered(order);
        if (names.isEmpty()) {
            return new Proof(true, "no footholds");
        }
        return on(roles -> {
            List<Role> found = roles.find(names);
            int missing = names.size() - found.size();
            long ofNobody = missing > 0 ? roles.sessionsOfNobody() : 0;
            boolean holds = ofNobody == 0 && found.stream().allMatch(Role::isEnded);
            return new Proof(holds, evidence(found, names.size(), missing, ofNobody));
        });
    }

    @Override
    public void resume(StopFact.Ordered order) {
        List<String> free = footholds.free(order);
        if (free.isEmpty()) {
            return;
        }
        var _ = on(roles -> {
            List<Role> marked = roles.find(free).stream().filter(Role::marked).toList();
            for (Role role : marked) {
                roles.open(role);
            }
            return marked.size();
        });
    }

    @Override
    public Optional<Proof> rehearse() {
        return footholds.canary().map(canary -> on(roles -> new Rehearsal(server, roles, canary).run()));
    }

    private static String evidence(List<Role> found, int names, long missing, long ofNobody) {
        long closed = missing + found.stream().filter(role -> !role.canLogIn()).count();
        long live = ofNobody + found.stream().mapToLong(Role::sessions).sum();
        StringBuilder evidence =
                new StringBuilder("login closed for %d of %d roles, %d sessions live".formatted(closed, names, live));
        append(evidence, missing, "roles do not exist");
        append(evidence, found.stream().filter(Role::isGroup).count(), "roles are groups that others log in for");
        append(evidence, found.stream().mapToLong(Role::prepared).sum(), "prepared transactions wait");
        return evidence.toString();
    }

    private static void append(StringBuilder evidence, long count, String what) {
        if (count > 0) {
            evidence.append(", ").append(count).append(' ').append(what);
        }
    }

    private <T> T on(Work<T> work) {
        try (Roles roles = new Roles(server.open())) {
            return work.on(roles);
        } catch (SQLException e) {
            throw RoleFailures.translated(e);
        }
    }

    private interface Work<T> {
        T on(Roles roles) throws SQLException;
    }
}
