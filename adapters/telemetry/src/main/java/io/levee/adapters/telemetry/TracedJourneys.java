package io.levee.adapters.telemetry;

import io.levee.steps.Journeys;
import io.levee.steps.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One trace per request, below the caller's own where it sent one.
final class TracedJourneys implements Journeys {
    private static final TextMapGetter<String> TRACEPARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals("traceparent") ? carrier : null;
        }
    };

    private final Tracer tracer;

    TracedJourneys(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Journey begin(String traceparent) {
        Context parent = traceparent.isEmpty()
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, TRACEPARENT);
        Span span = tracer.spanBuilder("levee.call")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return new Traced(tracer, span, parent.with(span));
    }

    private record Traced(Tracer tracer, Span span, Context context) implements Journey {
        @Override
        public <T> T within(Supplier<T> work) {
            try (Scope _ = context.makeCurrent()) {
                return work.get();
            }
        }

        @Override
        public Runnable take(Step step) {
            if (!span.isRecording()) {
                return () -> {};
            }
            return tracer.spanBuilder(TracedSteps.name(step)).setParent(context).startSpan()::end;
        }

        @Override
        public void about(String name, String id) {
            span.setAttribute(name, id);
        }

        @Override
        public void close() {
            span.end();
        }
    }
}
