package io.levee.adapters.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.steps.Journeys;
import io.levee.steps.Step;
import io.levee.steps.Steps;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_TRACED = "00-" + TRACE + "-b7ad6b7169203331-00";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Telemetry telemetry = Telemetry.to(SimpleSpanProcessor.create(spans), 1.0, "replica-1");

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void everyOneOfTheSevenStepsIsASpanOfItsOwnBelowTheCallersTrace() {
        takeAll(telemetry, TRACED);
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getName().startsWith("levee.step."))
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Step.values())
                        .map(step -> "levee.step." + step.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(spans.getFinishedSpanItems())
                .allMatch(span -> span.getTraceId().equals(TRACE));
        SpanData call = call();
        assertThat(call.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(call.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> !span.getSpanId().equals(call.getSpanId()))
                .allMatch(span -> span.getParentSpanId().equals(call.getSpanId()));
    }

    @Test
    void aCallerThatIsNotTracedIsNotTracedHere() {
        takeAll(telemetry, NOT_TRACED);
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aTraceparentThatCannotBeReadBeginsATraceOfOurOwn() {
        for (String unreadable :
                new String[] {"", "garbage", "00-0-0-01", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01"}) {
            spans.reset();
            takeAll(telemetry, unreadable);
            assertThat(spans.getFinishedSpanItems()).as(unreadable).hasSize(8);
            assertThat(call().getParentSpanContext().isValid()).isFalse();
        }
    }

    @Test
    void aStepOffAnyJourneyIsNotWatched() {
        assertThat(telemetry.steps().take(Step.RULES, () -> 42)).isEqualTo(42);
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aFailureIsNamedByItsKindAndNotByItsMessage() {
        try (Journeys.Journey journey = telemetry.journeys().begin("")) {
            assertThatThrownBy(() -> journey.within(() -> telemetry.steps().take(Step.CONSENT, () -> {
                        throw new IllegalStateException("hunter2");
                    })))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(spans.getFinishedSpanItems().toString())
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void withoutACollectorNobodyWatches() {
        try (Telemetry none = Telemetry.fromEnvironment(Map.of(), "replica-1")) {
            assertThat(none.steps()).isSameAs(Steps.unwatched());
            takeAll(none, TRACED);
        }
    }

    @Test
    void aShareThatIsNoneIsExplained() {
        Map<String, String> wrong = Map.of(Telemetry.ENDPOINT, "http://127.0.0.1:4318", Telemetry.SHARE, "5%");
        assertThatThrownBy(() -> Telemetry.fromEnvironment(wrong, "replica-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OTEL_TRACES_SAMPLER_ARG is `5%`: set a number from 0 to 1");
    }

    private SpanData call() {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("levee.call"))
                .findFirst()
                .orElseThrow();
    }

    /// As a door takes them: some on the deciding thread, the effect and what follows until the answer ended.
    private static void takeAll(Telemetry telemetry, String traceparent) {
        try (Journeys.Journey journey = telemetry.journeys().begin(traceparent)) {
            journey.about("levee.decision", "d1");
            for (Step step : new Step[] {Step.IDENTITY, Step.TOUCHED, Step.CONSENT, Step.RULES, Step.FACT}) {
                assertThat(journey.within(() -> telemetry.steps().take(step, step::name)))
                        .isEqualTo(step.name());
            }
            Runnable effect = journey.take(Step.EFFECT);
            effect.run();
            journey.take(Step.SCORE).run();
        }
    }
}
