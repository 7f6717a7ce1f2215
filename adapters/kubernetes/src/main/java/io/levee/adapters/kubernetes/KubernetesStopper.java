package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.levee.adapters.rest.Sweep;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Stops on the runtime layer: what agents have in one namespace. Jobs and pods stay deleted; what makes pods is let go
/// again once nothing that covers it is stopped.
final class KubernetesStopper implements Stopper {
    /// A node ends a pod within its second of grace, and tells so when it next looks.
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Duration SPARE = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<KubernetesClient> cluster;
    private final String namespace;
    private final Footholds footholds;

    KubernetesStopper(String name, Supplier<KubernetesClient> cluster, String namespace, Footholds footholds) {
        this.name = name;
        this.cluster = cluster;
        this.namespace = namespace;
        this.footholds = footholds;
    }

    @Override
    public Layer layer() {
        return Layer.RUNTIME;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration deadline() {
        return DEADLINE;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<Selector> covered = covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "no footholds");
        }
        return with(client -> {
            Ending ending = new Ending(name, client, namespace, covered);
            ending.run(DEADLINE.minus(SPARE));
            return new Done(ending.affected(), "%d objects ended or held".formatted(ending.affected()));
        });
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<Selector> covered = covered(order);
        return covered.isEmpty() ? new Proof(true, "no footholds") : with(client -> looked(client, covered));
    }

    private Proof looked(KubernetesClient client, List<Selector> covered) {
        Estate live = new Ending(name, client, namespace, covered).live();
        return new Proof(live.isEmpty(), "%d footholds: %s".formatted(covered.size(), live.told()));
    }

    @Override
    public void resume(StopFact.Ordered order) {
        List<String> free = footholds.free(order);
        if (!free.isEmpty()) {
            var _ = with(client -> letGo(client, free));
        }
    }

    private int letGo(KubernetesClient client, List<String> free) {
        Map<String, Runnable> patches = new LinkedHashMap<>();
        for (Maker maker : Estate.of(client, namespace).makers()) {
            Held.letGo(name, maker, free)
                    .ifPresent(patch -> patches.put(maker.object().getMetadata().getUid(), () -> {
                        var _ = maker.in(client, namespace).patch(Ending.MERGE, patch);
                    }));
        }
        return Sweep.of(patches.entrySet(), Map.Entry::getKey, patch -> {
                    patch.getValue().run();
                    return 1;
                })
                .orThrow("letting go")
                .size();
    }

    /// Asks the cluster whether it would allow a stop. With a canary, a Deployment of somebody's that does nothing, it
    /// does one: scales it to none, looks, and scales it back.
    @Override
    public Optional<Proof> rehearse() {
        return Optional.of(with(client -> {
            long allowed = Rights.allowed(client, namespace);
            String rights = "%d of %d rights".formatted(allowed, Rights.NEEDED.size());
            if (allowed < Rights.NEEDED.size() || footholds.canary().isEmpty()) {
                return new Proof(allowed == Rights.NEEDED.size(), rights + "; nothing was stopped");
            }
            return onCanary(client, Selector.parse(footholds.canary().get()), rights);
        }));
    }

    private Proof onCanary(KubernetesClient client, Selector canary, String rights) {
        Ending ending = new Ending(name, client, namespace, List.of(canary));
        Proof proof;
        int back;
        try {
            ending.run(DEADLINE.minus(SPARE));
            proof = looked(client, List.of(canary));
        } finally {
            back = letGo(client, List.of(canary.text()));
        }
        return new Proof(
                proof.holds() && back > 0, "%s; canary: %s; %d let go again".formatted(rights, proof.evidence(), back));
    }

    private List<Selector> covered(StopFact.Ordered order) {
        return footholds.covered(order).stream().map(Selector::parse).toList();
    }

    private <T> T with(Function<KubernetesClient, T> work) {
        try (KubernetesClient client = cluster.get()) {
            return work.apply(client);
        }
    }
}
