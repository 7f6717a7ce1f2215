package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.levee.adapters.rest.Pause;
import io.levee.adapters.rest.Sweep;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One stop in one namespace: tells what makes pods to make none, and deletes jobs and pods, until nothing is left,
/// also nothing that began meanwhile. For one thread.
final class Ending {
    static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /// A pod that is deleted with none is gone from the list at once, while its containers may run on. With one second
    /// it stays there until its node says that they have ended.
    private static final long GRACE_SECONDS = 1;

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final String stopper;
    private final KubernetesClient client;
    private final String namespace;
    private final List<Selector> footholds;
    private final Set<String> affected = new HashSet<>();
    private int failed;

    Ending(String stopper, KubernetesClient client, String namespace, List<Selector> footholds) {
        this.stopper = stopper;
        this.client = client;
        this.namespace = namespace;
        this.footholds = footholds;
    }

    /// How many objects it found alive.
    int affected() {
        return affected.size();
    }

    Estate live() {
        Estate estate = Estate.of(client, namespace);
        return estate.live(estate.covered(footholds));
    }

    /// @throws IllegalStateException where something is left after that time, with how many of what
    void run(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Estate estate = Estate.of(client, namespace);
            Map<String, Set<String>> covered = estate.covered(footholds);
            failed = 0;
            hold(estate.makers(), covered);
            Estate live = estate.live(covered);
            if (live.isEmpty() && failed == 0) {
                return;
            }
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException("%s; %d requests were refused".formatted(live.told(), failed));
            }
            delete(live);
            Pause.of(PAUSE, "pods were ended");
        }
    }

    /// Also what is held already, for footholds that it is not held for yet.
    private void hold(List<Maker> makers, Map<String, Set<String>> covered) {
        Map<String, Runnable> patches = new LinkedHashMap<>();
        for (Maker maker : makers) {
            String uid = maker.object().getMetadata().getUid();
            Set<String> holding = covered.getOrDefault(uid, Set.of());
            if (!holding.isEmpty() && !isPart(maker)) {
                Held.hold(stopper, maker, holding).ifPresent(patch -> {
                    affected.add(uid);
                    patches.put(uid, () -> {
                        var _ = maker.in(client, namespace).patch(MERGE, patch);
                    });
                });
            }
        }
        all(patches);
    }

    /// Its owner tells it how many to make.
    private static boolean isPart(Maker maker) {
        return maker.object().getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && owner.getKind().equals("Deployment"));
    }

    private void delete(Estate live) {
        Map<String, Runnable> deletions = new LinkedHashMap<>();
        for (Job job : live.jobs()) {
            String uid = job.getMetadata().getUid();
            affected.add(uid);
            if (!Estate.terminating(job)) {
                deletions.put(uid, () -> {
                    // in the foreground: the job stays until its pods are gone
                    var _ = client.batch()
                            .v1()
                            .jobs()
                            .inNamespace(namespace)
                            .withName(job.getMetadata().getName())
                            .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                            .delete();
                });
            }
        }
        for (Pod pod : live.pods()) {
            String uid = pod.getMetadata().getUid();
            affected.add(uid);
            Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
            if (!Estate.terminating(pod) || (grace != null && grace > GRACE_SECONDS)) {
                deletions.put(uid, () -> {
                    var _ = client.pods()
                            .inNamespace(namespace)
                            .withName(pod.getMetadata().getName())
                            .withGracePeriod(GRACE_SECONDS)
                            .delete();
                });
            }
        }
        all(deletions);
    }

    /// Whatever is refused is tried again in the next round; the others go on.
    ///
    /// @param requests by the uid of what they are about
    private void all(Map<String, Runnable> requests) {
        failed += Sweep.of(requests.entrySet(), Map.Entry::getKey, request -> done(request.getValue()))
                .failed()
                .size();
    }

    /// False where it was gone.
    private static boolean done(Runnable request) {
        try {
            request.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }
}
