package io.levee.adapters.telemetry;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/// Every number that this replica publishes, in one registry.
public final class Numbers {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    /// Memory, garbage collection, threads, classes.
    public Numbers withJvm() {
        JvmMetrics.builder().register(registry);
        return this;
    }

    /// A number that is read when somebody asks. Seconds and bytes, whole units, name says which: `…_seconds`.
    public Numbers gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
        return this;
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /// The Prometheus text format 0.0.4.
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("an array refused bytes", e);
        }
        return out.toByteArray();
    }
}
