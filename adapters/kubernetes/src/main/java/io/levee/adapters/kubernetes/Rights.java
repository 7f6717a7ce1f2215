package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.levee.adapters.rest.Sweep;
import java.util.List;

/// What a stop needs to be allowed, asked of the cluster itself.
record Rights(String group, String resource, String verb) {
    static final List<Rights> NEEDED = List.of(
            new Rights("", "pods", "list"),
            new Rights("", "pods", "delete"),
            new Rights("batch", "jobs", "list"),
            new Rights("batch", "jobs", "delete"),
            new Rights("batch", "cronjobs", "list"),
            new Rights("batch", "cronjobs", "patch"),
            new Rights("apps", "deployments", "list"),
            new Rights("apps", "deployments", "patch"),
            new Rights("apps", "statefulsets", "list"),
            new Rights("apps", "statefulsets", "patch"),
            new Rights("apps", "replicasets", "list"),
            new Rights("apps", "replicasets", "patch"));

    /// How many of them the cluster says it would allow.
    static long allowed(KubernetesClient client, String namespace) {
        return Sweep.of(NEEDED, Rights::toString, right -> right.isAllowed(client, namespace))
                .orThrow("asking after rights")
                .stream()
                .filter(it -> it)
                .count();
    }

    private boolean isAllowed(KubernetesClient client, String namespace) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withGroup(group)
                .withResource(resource)
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build();
        SelfSubjectAccessReview answer =
                client.authorization().v1().selfSubjectAccessReview().create(review);
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
