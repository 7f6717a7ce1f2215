package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.levee.facts.WorkloadId;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One attempt in the cluster: its Job, the pods of that, what these print and what happened to them.
///
/// Every answer is bounded in bytes or counted.
record Attempt(KubernetesClient client, String namespace, WorkloadId run) {
    static final int LOG_BYTES_MAX = 4 * 1024 * 1024;
    private static final int LINES_MAX = 40_000;
    private static final long PODS_MAX = 20;
    private static final long EVENTS_MAX = 50;
    private static final int LINE_BYTES_MAX = 256;
    private static final long GRACE_SECONDS = 1;
    private static final Set<String> POD_ENDED = Set.of("Succeeded", "Failed");

    Optional<Job> job() {
        return Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(run.value())
                .get());
    }

    /// Asks all rules of the cluster, and begins nothing.
    void tryOut(Job wanted) {
        var _ = client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .resource(wanted)
                .dryRun()
                .create();
    }

    /// False where there is one of that name.
    boolean create(Job wanted) {
        try {
            var _ = client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .resource(wanted)
                    .create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    List<Pod> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(JobObject.RUN, run.value())
                .list(new ListOptionsBuilder().withLimit(PODS_MAX).build())
                .getItems();
    }

    /// Its containers may run.
    static boolean lives(Pod pod) {
        return pod.getStatus() == null
                || !POD_ENDED.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    /// The last lines that it printed; empty where its container never ran.
    String log(Pod pod) {
        return read(pod, "tailLines=%d&limitBytes=%d".formatted(LINES_MAX, LOG_BYTES_MAX));
    }

    /// The last line alone, cut, behind the time at which it was printed.
    String lastLine(Pod pod) {
        return read(pod, "tailLines=1&timestamps=true&limitBytes=%d".formatted(LINE_BYTES_MAX));
    }

    /// What the client's own method does waits for the pod first, with a watch.
    private String read(Pod pod, String options) {
        try {
            String text = client.raw("/api/v1/namespaces/%s/pods/%s/log?container=%s&%s"
                    .formatted(namespace, pod.getMetadata().getName(), JobObject.CONTAINER, options));
            return text == null ? "" : text;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return ""; // it waits to start, or is gone
            }
            throw e;
        }
    }

    /// Of the Job and of its pods, as the cluster lists them.
    List<Event> events(List<Pod> pods) {
        List<String> names = new ArrayList<>(List.of(run.value()));
        pods.forEach(pod -> names.add(pod.getMetadata().getName()));
        List<Event> all = new ArrayList<>();
        for (String name : names) {
            client
                    .v1()
                    .events()
                    .inNamespace(namespace)
                    .withField("involvedObject.name", name)
                    .list(new ListOptionsBuilder().withLimit(EVENTS_MAX).build())
                    .getItems()
                    .stream()
                    .filter(event -> event.getInvolvedObject() != null
                            && name.equals(event.getInvolvedObject().getName()))
                    .forEach(all::add);
        }
        return all.subList(0, (int) Math.min(all.size(), EVENTS_MAX));
    }

    /// Asks for the end of all of it; that it came, [#job] and [#pods] tell.
    void delete(List<Pod> pods) {
        var _ = client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(run.value())
                .withPropagationPolicy(DeletionPropagation.FOREGROUND) // it stays until its pods are gone
                .delete();
        for (Pod pod : pods) {
            // with no grace at all it would be gone from the list while its containers may run on
            var _ = client.pods()
                    .inNamespace(namespace)
                    .withName(pod.getMetadata().getName())
                    .withGracePeriod(GRACE_SECONDS)
                    .delete();
        }
    }
}
