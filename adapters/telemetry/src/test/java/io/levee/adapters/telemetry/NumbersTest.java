package io.levee.adapters.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.SampleFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private final FakeClock clock = FakeClock.start();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final Numbers numbers = new Numbers();
    private final CallNumbers calls =
            new CallNumbers(numbers, ledger.origin(), clock.instant(), () -> Set.of("warehouse"));

    @Test
    void callsAreCountedByApiOutcomeAndReasonAndTimedByEnding() {
        ledger.follow(Set.of(Fact.Family.CALL), calls);
        ledger.write(SampleFacts.decided("d1"));
        ledger.write(SampleFacts.finished("d1"));
        ledger.write(denied("d2", "warehouse", "not-permitted"));
        assertThat(text())
                .contains("levee_decisions_total{api=\"warehouse\",outcome=\"allowed\",reason=\"allowed\"} 1.0")
                .contains("levee_decisions_total{api=\"warehouse\",outcome=\"denied\",reason=\"not-permitted\"} 1.0")
                .contains("levee_call_duration_seconds_bucket{api=\"warehouse\",ending=\"completed\",le=\"0.001\"} 1")
                .contains("levee_call_duration_seconds_count{api=\"warehouse\",ending=\"completed\"} 1");
    }

    @Test
    void whatTheLedgerHeldBeforeAndWhatOthersWroteIsNotCountedAgain() {
        Instant before = clock.instant().minusSeconds(1);
        calls.learned(new Entry(ledger.origin(), 0, before, SampleFacts.decided("old")));
        calls.learned(new Entry(new Origin("acme", "replica-2"), 0, clock.instant(), SampleFacts.decided("theirs")));
        assertThat(text()).doesNotContain("levee_decisions_total{");
    }

    @Test
    void namesThatCallersInventNeverBecomeLabels() {
        ledger.follow(Set.of(Fact.Family.CALL), calls);
        for (int i = 0; i < 500; i++) {
            ledger.write(denied("d" + i, "invented-" + i, "reason-" + i));
        }
        List<String> series = text().lines()
                .filter(line -> line.startsWith("levee_decisions_total{"))
                .toList();
        assertThat(series).hasSizeLessThanOrEqualTo(CallNumbers.LABELS_MAX + 1);
        assertThat(text()).doesNotContain("invented-");
    }

    @Test
    void callsThatNeverEndDoNotFillTheMemory() {
        IntStream.range(0, CallNumbers.OPEN_MAX + 10)
                .forEach(i ->
                        calls.learned(new Entry(ledger.origin(), i, clock.instant(), SampleFacts.decided("d" + i))));
        calls.learned(new Entry(ledger.origin(), 20_000, clock.instant(), SampleFacts.finished("d0")));
        assertThat(text()).contains("levee_call_duration_seconds_count{api=\"other\",ending=\"completed\"} 1");
    }

    @Test
    void theLedgerIsTimedAndWhatWaitsAndFailsIsSeen() {
        MeasuredLedger measured = new MeasuredLedger(ledger, numbers, () -> 0);
        ledger.hold();
        var pending = measured.append(SampleFacts.decided("d1"));
        assertThat(text()).contains("levee_ledger_pending 1.0");
        ledger.release();
        assertThat(pending).isCompleted();
        assertThat(text()).contains("levee_ledger_pending 0.0", "levee_ledger_append_seconds_count 1");
        ledger.refuse(new LeveeException(ErrorCode.LEDGER_FULL, "no room"));
        assertThat(measured.append(SampleFacts.decided("d2"))).isCompletedExceptionally();
        assertThat(text()).contains("levee_ledger_append_failures_total 1.0");
    }

    @Test
    void gaugesAreReadWhenAskedAndTheMachineIsThere() {
        numbers.withJvm().gauge("levee_view_age_seconds", "How old the view is", () -> 0.25);
        assertThat(text()).contains("levee_view_age_seconds 0.25", "jvm_memory_used_bytes");
    }

    private String text() {
        return new String(numbers.text(), StandardCharsets.UTF_8);
    }

    private static CallFact.Decided denied(String id, String api, String reason) {
        return new CallFact.Decided(
                new DecisionId(id),
                Optional.empty(),
                new CallFact.Target(api, "GET", "/x", Optional.empty(), false),
                false,
                reason,
                "",
                List.of(),
                List.of(),
                List.of(),
                0,
                "revision-1");
    }
}
