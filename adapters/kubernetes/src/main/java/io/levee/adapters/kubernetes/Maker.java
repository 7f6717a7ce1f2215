package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.jspecify.annotations.Nullable;

/// What makes pods and can be told not to: a CronJob is suspended, the others are scaled to none.
sealed interface Maker {
    HasMetadata object();

    /// Whether it would make a pod.
    boolean makes();

    Resource<? extends HasMetadata> in(KubernetesClient client, String namespace);

    record Cron(CronJob object) implements Maker {
        @Override
        public boolean makes() {
            return !Boolean.TRUE.equals(object.getSpec().getSuspend());
        }

        @Override
        public Resource<? extends HasMetadata> in(KubernetesClient client, String namespace) {
            return client.batch()
                    .v1()
                    .cronjobs()
                    .inNamespace(namespace)
                    .withName(object.getMetadata().getName());
        }
    }

    /// Anything with `spec.replicas`.
    sealed interface Scaled extends Maker {
        @Nullable
        Integer given();

        /// Kubernetes takes none given for one.
        default int replicas() {
            Integer given = given();
            return given == null ? 1 : given;
        }

        @Override
        default boolean makes() {
            return replicas() > 0;
        }
    }

    record OfDeployment(Deployment object) implements Scaled {
        @Override
        public @Nullable Integer given() {
            return object.getSpec().getReplicas();
        }

        @Override
        public Resource<? extends HasMetadata> in(KubernetesClient client, String namespace) {
            return client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(object.getMetadata().getName());
        }
    }

    record OfStatefulSet(StatefulSet object) implements Scaled {
        @Override
        public @Nullable Integer given() {
            return object.getSpec().getReplicas();
        }

        @Override
        public Resource<? extends HasMetadata> in(KubernetesClient client, String namespace) {
            return client.apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withName(object.getMetadata().getName());
        }
    }

    record OfReplicaSet(ReplicaSet object) implements Scaled {
        @Override
        public @Nullable Integer given() {
            return object.getSpec().getReplicas();
        }

        @Override
        public Resource<? extends HasMetadata> in(KubernetesClient client, String namespace) {
            return client.apps()
                    .replicaSets()
                    .inNamespace(namespace)
                    .withName(object.getMetadata().getName());
        }
    }
}
