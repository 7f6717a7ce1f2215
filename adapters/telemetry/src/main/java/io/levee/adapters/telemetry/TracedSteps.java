package io.levee.adapters.telemetry;

import io.levee.steps.Step;
import io.levee.steps.Steps;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.function.Supplier;

/// One span per step, below the journey that this thread is on. Off a journey, or on one that is not sampled, a step
/// costs one look at a thread-local.
final class TracedSteps implements Steps {
    private final Tracer tracer;

    TracedSteps(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <T> T take(Step step, Supplier<T> work) {
        if (!Span.current().isRecording()) {
            return work.get();
        }
        Span span = tracer.spanBuilder(name(step)).startSpan();
        try (Scope _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            // the kind of failure only: a message may quote what was sent
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    static String name(Step step) {
        return "levee.step." + step.name().toLowerCase(Locale.ROOT);
    }
}
