package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is in one namespace now, and what of it footholds cover: what has their labels, and whatever that owns, with
/// labels or without. Makers are listed before the pods that they make.
record Estate(List<Maker> makers, List<Job> jobs, List<Pod> pods) {
    private static final long PAGE = 500;
    private static final int OBJECTS_MAX = 20_000;
    private static final Set<String> POD_ENDED = Set.of("Succeeded", "Failed");
    private static final Set<String> JOB_ENDED = Set.of("Complete", "Failed");

    Estate {
        makers = List.copyOf(makers);
        jobs = List.copyOf(jobs);
        pods = List.copyOf(pods);
    }

    /// @throws IllegalStateException where the namespace has more than anybody waits for
    static Estate of(KubernetesClient client, String namespace) {
        List<Maker> makers = new ArrayList<>();
        all(client.batch().v1().cronjobs().inNamespace(namespace)).forEach(it -> makers.add(new Maker.Cron(it)));
        all(client.apps().deployments().inNamespace(namespace)).forEach(it -> makers.add(new Maker.OfDeployment(it)));
        all(client.apps().statefulSets().inNamespace(namespace)).forEach(it -> makers.add(new Maker.OfStatefulSet(it)));
        all(client.apps().replicaSets().inNamespace(namespace)).forEach(it -> makers.add(new Maker.OfReplicaSet(it)));
        List<Job> jobs = all(client.batch().v1().jobs().inNamespace(namespace));
        return new Estate(makers, jobs, all(client.pods().inNamespace(namespace)));
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> all(
            NonNamespaceOperation<T, L, ?> kind) {
        List<T> found = new ArrayList<>();
        String next = "";
        do {
            L page = kind.list(new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withContinue(next.isEmpty() ? null : next)
                    .build());
            found.addAll(page.getItems());
            if (found.size() > OBJECTS_MAX) {
                throw new IllegalStateException("more than %d objects of one kind".formatted(OBJECTS_MAX));
            }
            String more = page.getMetadata() == null ? null : page.getMetadata().getContinue();
            next = more == null ? "" : more;
        } while (!next.isEmpty());
        return found;
    }

    /// For each object's uid the footholds that cover it.
    Map<String, Set<String>> covered(List<Selector> footholds) {
        List<HasMetadata> all = Stream.of(makers.stream().map(Maker::object), jobs.stream(), pods.stream())
                .flatMap(kind -> kind.map(HasMetadata.class::cast))
                .toList();
        Map<String, Set<String>> covered = new HashMap<>();
        for (HasMetadata object : all) {
            footholds.stream()
                    .filter(selector -> selector.matches(labels(object)))
                    .forEach(selector -> covering(covered, object).add(selector.text()));
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (HasMetadata object : all) {
                for (OwnerReference owner : object.getMetadata().getOwnerReferences()) {
                    Set<String> inherited = covered.getOrDefault(owner.getUid(), Set.of());
                    grew |= !inherited.isEmpty() && covering(covered, object).addAll(inherited);
                }
            }
        }
        return covered;
    }

    private static Set<String> covering(Map<String, Set<String>> covered, HasMetadata object) {
        return covered.computeIfAbsent(object.getMetadata().getUid(), _ -> new TreeSet<>());
    }

    /// What makes pods or runs, of what these footholds cover.
    Estate live(Map<String, Set<String>> covered) {
        return new Estate(
                makers.stream()
                        .filter(maker -> is(covered, maker.object()) && maker.makes())
                        .toList(),
                jobs.stream().filter(job -> is(covered, job) && !ended(job)).toList(),
                pods.stream().filter(pod -> is(covered, pod) && !ended(pod)).toList());
    }

    boolean isEmpty() {
        return makers.isEmpty() && jobs.isEmpty() && pods.isEmpty();
    }

    /// In numbers.
    String told() {
        long terminating = pods.stream().filter(Estate::terminating).count();
        return "%d would make pods, %d jobs and %d pods have not ended, %d of them are Terminating"
                .formatted(makers.size(), jobs.size(), pods.size(), terminating);
    }

    static boolean terminating(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    private static boolean is(Map<String, Set<String>> covered, HasMetadata object) {
        return covered.containsKey(object.getMetadata().getUid());
    }

    /// All containers have ended and none is started again.
    private static boolean ended(Pod pod) {
        return pod.getStatus() != null
                && POD_ENDED.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    private static boolean ended(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(it -> JOB_ENDED.contains(it.getType()) && "True".equals(it.getStatus()));
    }

    private static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
