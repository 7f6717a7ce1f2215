package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.levee.facts.WorkloadId;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.Setting;
import io.levee.rooms.jobs.SharedStaging;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The [Job](https://kubernetes.io/docs/concepts/workloads/controllers/job/) that one attempt is: one pod, tried once,
/// without privileges, within its caps.
record JobObject(KubernetesSettings settings, WorkloadId run, io.levee.rooms.jobs.Job job, JobSpec spec) {
    static final String JOB = "levee.io/job";
    static final String RUN = "levee.io/run";
    static final String AGENT = "levee.io/agent";
    static final String NAME = "levee.io/name";
    static final String CONTAINER = "job";
    static final String STAGING = "/levee/staging";

    /// Levee ends it at its deadline; where no Levee is left, Kubernetes does so much later.
    static final Duration DEADLINE_LATER = Duration.ofSeconds(60);

    private static final BigDecimal MIB = BigDecimal.valueOf(1024 * 1024);
    private static final int LABEL_MAX = 63;
    private static final Pattern NO_LABEL = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern NO_END = Pattern.compile("[^A-Za-z0-9]+$");
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /// @param group of the staging folder, which the pod then has too; empty for none
    /// @throws IllegalArgumentException where the command asks for what it may not have
    Job made(Optional<Long> group, Instant now) {
        if (!OBJECT.matcher(run.value()).matches()) {
            throw new IllegalArgumentException("`%s` cannot name a Job of Kubernetes".formatted(run));
        }
        KubectlCommand command = KubectlCommand.parse(spec.command());
        if (!settings.mayRun(command.image())) {
            throw new IllegalArgumentException("the image `%s` may not run here: `images` of the engine allows %s"
                    .formatted(command.image(), settings.images()));
        }
        boolean staged = settings.claim().isPresent();
        if (!staged && SharedStaging.isNamed(spec.command())) {
            throw new IllegalArgumentException(
                    "the command names `$LEVEE_STAGING`, and this engine stages nothing: give it `staging` and `claim`");
        }
        Map<String, String> labels = labels(command.name());
        long seconds = Math.max(
                1, Duration.between(now, spec.deadline().plus(DEADLINE_LATER)).toSeconds());
        return new JobBuilder()
                .withNewMetadata()
                .withName(run.value())
                .withNamespace(settings.namespace())
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0) // Levee tries again, not Kubernetes
                .withCompletions(1)
                .withParallelism(1)
                .withActiveDeadlineSeconds(seconds)
                .withPodReplacementPolicy("Failed")
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withSpec(pod(command, group).build())
                .endTemplate()
                .endSpec()
                .build();
    }

    private Map<String, String> labels(String name) {
        return Map.of(
                JOB, label(job.id().value()),
                RUN, run.value(),
                AGENT,
                        label(
                                spec.agents().isEmpty()
                                        ? ""
                                        : spec.agents().getLast().name()),
                NAME, name);
    }

    private PodSpecBuilder pod(KubectlCommand command, Optional<Long> group) {
        Map<String, Quantity> caps = caps(command, spec.caps());
        var pod = new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withEnableServiceLinks(false)
                .withAutomountServiceAccountToken(settings.serviceAccount().isPresent())
                .withServiceAccountName(settings.serviceAccount().orElse(null))
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withSupplementalGroups(group.map(List::of).orElse(List.of()))
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext();
        var container = pod.addNewContainer()
                .withName(CONTAINER)
                .withImage(command.image())
                .withCommand(words(command.program()))
                .withEnv(environment())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withPrivileged(false)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withNewResources()
                .withLimits(caps)
                .withRequests(caps)
                .endResources();
        if (settings.claim().isPresent()) {
            container = container
                    .addNewVolumeMount()
                    .withName("staging")
                    .withMountPath(STAGING)
                    .withSubPath(run.value())
                    .endVolumeMount();
            return container
                    .endContainer()
                    .addNewVolume()
                    .withName("staging")
                    .withNewPersistentVolumeClaim(settings.claim().get(), false)
                    .endVolume();
        }
        return container.endContainer();
    }

    private List<EnvVar> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Setting each : spec.environment()) {
            all.put(each.name(), each.value());
        }
        all.put("LEVEE_JOB", job.id().value());
        all.put("LEVEE_ATTEMPT", String.valueOf(job.attempts().size()));
        settings.claim().ifPresent(_ -> all.put("LEVEE_STAGING", STAGING));
        List<EnvVar> variables = new ArrayList<>();
        all.forEach((name, value) -> variables.add(new EnvVar(name, literal(value), null)));
        return variables;
    }

    private List<String> words(List<String> program) {
        return SharedStaging.named(program, STAGING).stream()
                .map(JobObject::literal)
                .toList();
    }

    /// Kubernetes puts variables in the place of `$(NAME)`, and one `$` in that of two.
    private static String literal(String word) {
        return word.replace("$", "$$");
    }

    private static Map<String, Quantity> caps(KubectlCommand command, Caps caps) {
        BigDecimal memory = BigDecimal.valueOf(caps.memoryMib()).multiply(MIB);
        BigDecimal cpu = BigDecimal.valueOf(caps.cpuMillis(), 3);
        command.memory().filter(asked -> asked.compareTo(memory) > 0).ifPresent(asked -> {
            throw new IllegalArgumentException("`--limits` asks for %s bytes of memory, and the job has %d MiB"
                    .formatted(asked.toPlainString(), caps.memoryMib()));
        });
        command.cpu().filter(asked -> asked.compareTo(cpu) > 0).ifPresent(asked -> {
            throw new IllegalArgumentException("`--limits` asks for %s processors, and the job has %s"
                    .formatted(asked.toPlainString(), cpu.toPlainString()));
        });
        return Map.of(
                "memory",
                new Quantity(command.memory()
                        .map(asked -> asked.setScale(0, RoundingMode.FLOOR).toPlainString())
                        .orElse(caps.memoryMib() + "Mi")),
                "cpu",
                new Quantity(command.cpu()
                        .map(asked -> asked.movePointRight(3).setScale(0, RoundingMode.CEILING) + "m")
                        .orElse(caps.cpuMillis() + "m")),
                "ephemeral-storage",
                new Quantity(caps.diskMib() + "Mi"));
    }

    /// As near to the name as a label can be.
    private static String label(String name) {
        String plain = NO_LABEL.matcher(name).replaceAll("-");
        String cut = plain.substring(0, Math.min(plain.length(), LABEL_MAX));
        return NO_END.matcher(cut).replaceAll("");
    }
}
