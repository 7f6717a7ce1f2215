package io.levee.app.replica;

import io.levee.adapters.flink.FlinkKind;
import io.levee.adapters.frameworks.A2aKind;
import io.levee.adapters.frameworks.InterruptKind;
import io.levee.adapters.frameworks.LangGraphKind;
import io.levee.adapters.identityproviders.CaepKind;
import io.levee.adapters.identityproviders.KeycloakKind;
import io.levee.adapters.kafka.KafkaStoppers;
import io.levee.adapters.kubernetes.KubernetesKind;
import io.levee.adapters.payments.ModelProxyKind;
import io.levee.adapters.payments.StripeKind;
import io.levee.adapters.postgres.roles.RoleStoppers;
import io.levee.adapters.spark.SparkKind;
import io.levee.adapters.temporal.TemporalKind;
import io.levee.consent.OpenStops;
import io.levee.organisation.Organisation;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The stoppers of `stoppers.yaml`, as the organisation has them now.
final class OutsideStoppers {
    /// Which systems Levee can stop agents on.
    static final Map<String, StopperKind> KINDS = Stream.<StopperKind>of(
                    new RoleStoppers(),
                    new KafkaStoppers(),
                    new FlinkKind(),
                    new SparkKind(),
                    new KubernetesKind(),
                    new TemporalKind(),
                    new StripeKind(),
                    new ModelProxyKind(),
                    new KeycloakKind(),
                    new CaepKind(),
                    new A2aKind(),
                    new LangGraphKind(),
                    new InterruptKind())
            .collect(Collectors.toUnmodifiableMap(StopperKind::system, Function.identity()));

    private final Supplier<Organisation> organisation;
    private final OpenStops stops;
    private final Secrets secrets;
    private volatile Built built = new Built("", List.of());

    private record Built(String revision, List<Stopper> stoppers) {}

    OutsideStoppers(Supplier<Organisation> organisation, OpenStops stops, Secrets secrets) {
        this.organisation = organisation;
        this.stops = stops;
        this.secrets = secrets;
    }

    /// The same objects until another revision is in force.
    List<Stopper> now() {
        Organisation now = organisation.get();
        Built known = built;
        if (!known.revision().equals(now.revision())) {
            known = new Built(
                    now.revision(), now.stoppers().stream().map(this::stopper).toList());
            built = known; // who builds at the same time builds the same
        }
        return known.stoppers();
    }

    private Stopper stopper(StopperSource source) {
        StopperKind kind = KINDS.get(source.system());
        if (kind == null) {
            throw new IllegalStateException("`%s` was not checked".formatted(source.system()));
        }
        return kind.stopper(source, new Footholds(source.footholds(), source.canary(), stops, organisation), secrets);
    }
}
