package io.levee.adapters.kafka;

import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Set;

/// Users of a Kafka cluster. The id of a foothold is the name of a user: `NAME` of the principal `User:NAME`.
///
/// - `bootstrap`: `HOST:PORT,HOST:PORT`
/// - `user`, `secret`: who may alter ACLs and credentials, logging in by SCRAM-SHA-512; ADR 0111 lists what that takes
/// - `protocol`: `SASL_SSL`, which is what goes without saying, or `SASL_PLAINTEXT`
/// - `truststore`: a PEM file with the authorities that are trusted; without it those of the JDK
/// - `superusers`: `User:a;User:b` as the brokers have it in `super.users`, which they tell nobody. No ACL holds these
///   users, and brokers log in as one of them, so they are never touched
public final class KafkaStoppers implements StopperKind {
    @Override
    public String system() {
        return "kafka";
    }

    @Override
    public Set<String> required() {
        return Set.of("bootstrap", "user", "secret");
    }

    @Override
    public Set<String> optional() {
        return Set.of("protocol", "truststore", "superusers");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Cluster cluster = Cluster.of(source.settings(), secrets);
        source.footholds().forEach(foothold -> cluster.refuseUntouchable(foothold.id()));
        source.canary().ifPresent(cluster::refuseUntouchable);
        return new UserStopper(source.name(), cluster, footholds);
    }
}
