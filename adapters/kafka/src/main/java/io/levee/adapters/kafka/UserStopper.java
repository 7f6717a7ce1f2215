package io.levee.adapters.kafka;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.acl.AclBinding;

/// Stops on the identity layer: users of the scope are denied everything, then lose what they log in with, then what
/// they had begun. Kafka closes no connection: on one that stands, each request is denied from the first on. Where an
/// order covers no user here, the cluster is not asked.
final class UserStopper implements Stopper {
    private static final Duration LONGEST = Cluster.PATIENCE.plusSeconds(2);

    private final String name;
    private final Cluster cluster;
    private final Footholds footholds;

    UserStopper(String name, Cluster cluster, Footholds footholds) {
        this.name = name;
        this.cluster = cluster;
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
        List<String> covered = footholds.covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "no footholds");
        }
        List<String> names = touchable(covered);
        Done done = on(users -> new Cutting(users, names).run());
        if (names.size() < covered.size()) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%d users are super users or the stopper's own and go on".formatted(covered.size() - names.size()));
        }
        return done;
    }

    /// Asks for what decides on the next request and the next login. A login is not tried: it would need the password.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<String> names = footholds.covered(order);
        if (names.isEmpty()) {
            return new Proof(true, "no footholds");
        }
        boolean touchable = touchable(names).size() == names.size();
        return on(users -> {
            Map<String, Set<AclBinding>> acls = users.acls(names);
            long denied = names.stream()
                    .filter(user -> new Denials(user).isWhole(acls.getOrDefault(user, Set.of())))
                    .count();
            long withoutCredentials = users.credentials(names).values().stream()
                    .filter(List::isEmpty)
                    .count();
            int open = users.transactions().only(names).size();
            int tokens = users.tokens(names).size();
            int behind = users.behind();
            boolean holds = touchable
                    && denied == names.size()
                    && withoutCredentials == names.size()
                    && open == 0
                    && behind == 0;
            return new Proof(
                    holds,
                    "denied for %d of %d users, credentials gone for %d of %d, %d transactions open, %d brokers behind%s"
                            .formatted(
                                    denied,
                                    names.size(),
                                    withoutCredentials,
                                    names.size(),
                                    open,
                                    behind,
                                    tokens == 0 ? "" : ", %d tokens denied".formatted(tokens)));
        });
    }

    /// Removes the denials that a stop made. Credentials stay gone: Kafka tells nobody what they were, so somebody
    /// issues new ones.
    @Override
    public void resume(StopFact.Ordered order) {
        List<String> free = touchable(footholds.free(order));
        if (free.isEmpty()) {
            return;
        }
        var _ = on(users -> {
            List<AclBinding> made = new ArrayList<>();
            users.acls(free).forEach((user, acls) -> made.addAll(new Denials(user).made(acls)));
            if (!made.isEmpty()) {
                users.delete(made);
            }
            return made.size();
        });
    }

    @Override
    public Optional<Proof> rehearse() {
        return footholds
                .canary()
                .map(canary ->
                        on(users -> new Rehearsal(cluster, users, canary, new Waiting(Rehearsal.PATIENCE)).run()));
    }

    private List<String> touchable(List<String> names) {
        return names.stream().filter(it -> !cluster.isUntouchable(it)).toList();
    }

    private <T> T on(Function<Users, T> work) {
        Waiting waiting = new Waiting(Cluster.PATIENCE);
        try (Users users = new Users(cluster.open(), cluster.user(), waiting)) {
            return work.apply(users);
        }
    }
}
