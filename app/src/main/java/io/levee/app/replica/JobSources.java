package io.levee.app.replica;

import io.levee.adapters.flink.FlinkEngines;
import io.levee.adapters.kafka.LagSignals;
import io.levee.adapters.kubernetes.KubernetesEngines;
import io.levee.adapters.postgres.roles.ConnectionSignals;
import io.levee.adapters.prometheus.PrometheusSignals;
import io.levee.adapters.spark.SparkEngines;
import io.levee.app.jobs.DiskSignals;
import io.levee.facts.WorkloadId;
import io.levee.organisation.JobSettings;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.EngineKind;
import io.levee.rooms.jobs.Signal;
import io.levee.rooms.jobs.SignalKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The clusters on which jobs may run, and what tells that one does others harm, as the organisation has them now.
/// Thread-safe.
final class JobSources {
    /// Which clusters Levee can run jobs on.
    static final Map<String, EngineKind> ENGINES = Stream.<EngineKind>of(
                    new FlinkEngines(), new KubernetesEngines(), new SparkEngines())
            .collect(Collectors.toUnmodifiableMap(EngineKind::kind, Function.identity()));

    private final Map<String, SignalKind> signals;
    private final Supplier<JobSettings> settings;
    private final UnaryOperator<String> secrets;
    private volatile Built built = new Built(JobSettings.HOUSE, Map.of(), List.of());

    private record Built(JobSettings settings, Map<String, Engine> engines, List<Signal> signals) {}

    /// @param signals  from [#signals]
    /// @param settings that are in force; equal ones are the same
    /// @param secrets  by name, as they are now
    JobSources(Map<String, SignalKind> signals, Supplier<JobSettings> settings, UnaryOperator<String> secrets) {
        this.signals = signals;
        this.settings = settings;
        this.secrets = secrets;
    }

    /// What Levee can read harm from.
    ///
    /// @param scratch folder of an attempt on this machine
    static Map<String, SignalKind> signals(Function<WorkloadId, Optional<Path>> scratch) {
        return Stream.<SignalKind>of(
                        new ConnectionSignals(), new LagSignals(), new PrometheusSignals(), new DiskSignals(scratch))
                .collect(Collectors.toUnmodifiableMap(SignalKind::kind, Function.identity()));
    }

    /// Empty where the organisation has none of that name.
    Optional<Engine> engine(String name) {
        return Optional.ofNullable(now().engines().get(name));
    }

    List<Signal> signals() {
        return now().signals();
    }

    /// The same objects until other settings are in force.
    private Built now() {
        JobSettings now = settings.get();
        Built known = built;
        if (!known.settings().equals(now)) {
            Map<String, Engine> engines = new HashMap<>();
            now.engines()
                    .forEach((name, source) -> engines.put(
                            name,
                            Objects.requireNonNull(ENGINES.get(source.kind()), "the organisation is checked")
                                    .engine(source, secrets)));
            known = new Built(
                    now,
                    Map.copyOf(engines),
                    now.signals().stream()
                            .map(source -> Objects.requireNonNull(
                                            signals.get(source.kind()), "the organisation is checked")
                                    .signal(source, secrets))
                            .toList());
            built = known; // who builds at the same time builds the same
        }
        return known;
    }
}
