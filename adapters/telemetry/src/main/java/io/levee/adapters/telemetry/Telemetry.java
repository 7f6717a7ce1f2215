package io.levee.adapters.telemetry;

import io.levee.steps.Journeys;
import io.levee.steps.Steps;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Traces of what Levee does, sent to a collector where one is configured. Where none is, nobody watches, and a step
/// costs nothing.
public final class Telemetry implements AutoCloseable {
    /// The collector, as OpenTelemetry names it.
    public static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    /// The share of requests that are traced where the caller did not decide, 0 to 1.
    public static final String SHARE = "OTEL_TRACES_SAMPLER_ARG";

    static final double SHARE_DEFAULT = 0.05;
    static final int ATTRIBUTE_LENGTH_MAX = 256;
    static final int QUEUE_MAX = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Steps steps;
    private final Journeys journeys;
    private final AutoCloseable exporting;

    private Telemetry(Steps steps, Journeys journeys, AutoCloseable exporting) {
        this.steps = steps;
        this.journeys = journeys;
        this.exporting = exporting;
    }

    /// Reads OpenTelemetry's own variables; throws [IllegalArgumentException] that says which one cannot be read.
    public static Telemetry fromEnvironment(Map<String, String> environment, String replica) {
        String endpoint = environment.getOrDefault(ENDPOINT, "");
        if (endpoint.isEmpty()) {
            return none();
        }
        double share = share(environment.getOrDefault(SHARE, Double.toString(SHARE_DEFAULT)));
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceAll("/+$", "") + "/v1/traces")
                .setTimeout(PATIENCE)
                .build();
        SpanProcessor batches =
                BatchSpanProcessor.builder(exporter).setMaxQueueSize(QUEUE_MAX).build();
        return to(batches, share, replica);
    }

    public static Telemetry none() {
        return new Telemetry(Steps.unwatched(), Journeys.unwatched(), () -> {});
    }

    /// Traces to `processor`: everything that the caller marked as traced, and this share of the rest.
    static Telemetry to(SpanProcessor processor, double share, String replica) {
        Resource resource = Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "levee",
                        AttributeKey.stringKey("service.instance.id"),
                        replica)));
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(ATTRIBUTE_LENGTH_MAX)
                        .build())
                .addSpanProcessor(processor)
                .build();
        Tracer tracer = provider.get("io.levee");
        return new Telemetry(
                new TracedSteps(tracer),
                new TracedJourneys(tracer),
                () -> provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    public Steps steps() {
        return steps;
    }

    public Journeys journeys() {
        return journeys;
    }

    private static double share(String text) {
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // falls through to the one explanation
        }
        throw new IllegalArgumentException("%s is `%s`: set a number from 0 to 1".formatted(SHARE, text));
    }

    /// Sends what is still waiting, for a little while.
    @Override
    public void close() {
        try {
            exporting.close();
        } catch (Exception e) {
            System.getLogger(Telemetry.class.getName())
                    .log(System.Logger.Level.WARNING, "the last traces were not sent", e);
        }
    }
}
