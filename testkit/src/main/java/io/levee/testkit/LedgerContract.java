package io.levee.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.Fact;
import io.levee.facts.Fact.Family;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every ledger promises to those who write and read it; extended by the fake and by every real one.
public abstract class LedgerContract {
    private static final Set<Family> ALL = EnumSet.allOf(Family.class);
    protected final FakeClock clock = FakeClock.start();

    /// An empty ledger whose time is [#clock]; called once per test, before anything else.
    protected abstract Opened open();

    /// Both faces of one ledger.
    public record Opened(Ledger ledger, History history) {}

    @Test
    void positionsStartAtZeroAndHaveNoGaps() {
        Ledger ledger = open().ledger();
        List<Long> positions = IntStream.range(0, 5)
                .mapToObj(i -> ledger.write(SampleFacts.decided("d" + i)).position())
                .toList();
        assertThat(positions).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    /// So many that a writer that collects them is still collecting while more come.
    @Test
    void whatIsAppendedAtLeisureKeepsItsPlaceAndIsRecorded() {
        Opened opened = open();
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Fact fact = SampleFacts.decided("d" + i);
            receipts.add(
                    i % 500 == 499
                            ? opened.ledger().append(fact)
                            : opened.ledger().appendAtLeisure(fact));
        }
        for (int i = 0; i < receipts.size(); i++) {
            assertThat(receipts.get(i).join().position()).isEqualTo(i);
        }
        List<String> subjects = new ArrayList<>();
        opened.history()
                .follow(Set.of(Family.CALL), entry -> subjects.add(entry.fact().subject()));
        assertThat(subjects)
                .containsExactlyElementsOf(
                        IntStream.range(0, 2_000).mapToObj(i -> "d" + i).toList());
    }

    @Test
    void whatWasWrittenIsReadBackEqual() {
        Opened opened = open();
        List<Fact> facts = List.of(
                SampleFacts.decided("d1"),
                SampleFacts.finished("d1"),
                SampleFacts.ordered("s1"),
                SampleFacts.revoked("t1"),
                SampleFacts.loaded("r1"));
        for (Fact fact : facts) {
            Receipt receipt = opened.ledger().write(fact);
            assertThat(opened.history().at(receipt.origin(), receipt.position()))
                    .contains(new Entry(receipt.origin(), receipt.position(), receipt.time(), fact));
        }
        assertThat(opened.history().latest(ALL, 10)).extracting(Entry::fact).containsExactlyElementsOf(facts);
    }

    @Test
    void aReceiptComesAfterEveryFollowerFoldedTheFact() {
        Opened opened = open();
        List<String> folded = new CopyOnWriteArrayList<>();
        opened.history()
                .follow(Set.of(Family.STOP), entry -> folded.add(entry.fact().subject()));
        for (int i = 0; i < 20; i++) {
            opened.ledger().write(SampleFacts.ordered("s" + i));
            assertThat(folded).hasSize(i + 1).endsWith("s" + i);
        }
    }

    @Test
    void aFollowerIsToldThePastBeforeFollowReturnsAndThenGoesOn() {
        Opened opened = open();
        opened.ledger().write(SampleFacts.ordered("s1"));
        opened.ledger().write(SampleFacts.ordered("s2"));
        List<String> folded = new CopyOnWriteArrayList<>();
        opened.history()
                .follow(Set.of(Family.STOP), entry -> folded.add(entry.fact().subject()));
        assertThat(folded).containsExactly("s1", "s2");
        opened.ledger().write(SampleFacts.ordered("s3"));
        assertThat(folded).containsExactly("s1", "s2", "s3");
    }

    @Test
    void aFollowerHearsOnlyOfItsFamilies() {
        Opened opened = open();
        List<Family> heard = new CopyOnWriteArrayList<>();
        opened.ledger().write(SampleFacts.decided("d1"));
        opened.history()
                .follow(
                        Set.of(Family.STOP, Family.IDENTITY),
                        entry -> heard.add(entry.fact().family()));
        opened.ledger().write(SampleFacts.loaded("r1"));
        opened.ledger().write(SampleFacts.revoked("t1"));
        opened.ledger().write(SampleFacts.ordered("s1"));
        assertThat(heard).containsExactly(Family.IDENTITY, Family.STOP);
    }

    @Test
    void aFollowerThatJoinsUnderLoadMissesNothingAndHearsNothingTwice() throws Exception {
        Opened opened = open();
        List<Long> heard = new CopyOnWriteArrayList<>();
        int writes = 400;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing = threads.submit(() -> {
                for (int i = 0; i < writes; i++) {
                    var _ = opened.ledger().append(SampleFacts.ordered("s" + i));
                }
                opened.ledger().write(SampleFacts.ordered("last"));
            });
            opened.history().follow(Set.of(Family.STOP), entry -> heard.add(entry.position()));
            writing.get();
        }
        assertThat(heard)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, writes).boxed().toList());
    }

    @Test
    void latestGivesTheNewestOldestFirst() {
        Opened opened = open();
        for (int i = 0; i < 6; i++) {
            opened.ledger().write(SampleFacts.decided("d" + i));
            opened.ledger().write(SampleFacts.ordered("s" + i));
        }
        assertThat(opened.history().latest(Set.of(Family.CALL), 3))
                .extracting(entry -> entry.fact().subject())
                .containsExactly("d3", "d4", "d5");
    }

    @Test
    void aLogIsReadFromAPositionOn() {
        Opened opened = open();
        for (int i = 0; i < 5; i++) {
            opened.ledger().write(SampleFacts.decided("d" + i));
        }
        var origin = opened.ledger().origin();
        assertThat(opened.history().from(origin, 1, 2))
                .extracting(Entry::position)
                .containsExactly(1L, 2L);
        assertThat(opened.history().from(origin, 3, 100))
                .extracting(Entry::position)
                .containsExactly(3L, 4L);
        assertThat(opened.history().from(origin, 5, 100)).isEmpty();
    }

    @Test
    void latestRefusesALimitThatIsNone() {
        History history = open().history();
        assertThatThrownBy(() -> history.latest(ALL, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.latest(ALL, History.LIMIT_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`10001`");
    }

    @Test
    void aboutGivesEverythingOnOneSubject() {
        Opened opened = open();
        opened.ledger().write(SampleFacts.decided("d1"));
        opened.ledger().write(SampleFacts.decided("d2"));
        opened.ledger().write(SampleFacts.finished("d1"));
        assertThat(opened.history().about("d1"))
                .extracting(Entry::fact)
                .containsExactly(SampleFacts.decided("d1"), SampleFacts.finished("d1"));
        assertThat(opened.history().about("nothing")).isEmpty();
    }

    @Test
    void whereNothingStandsNothingIsFound() {
        Opened opened = open();
        Receipt receipt = opened.ledger().write(SampleFacts.decided("d1"));
        assertThat(opened.history().at(receipt.origin(), 1)).isEmpty();
        assertThat(opened.history().at(new Origin("acme", "nobody"), 0)).isEmpty();
    }

    @Test
    void timeNeverRunsBackwardsInALog() {
        Ledger ledger = open().ledger();
        Receipt first = ledger.write(SampleFacts.decided("d1"));
        clock.advance(Duration.ofSeconds(-30));
        assertThat(ledger.write(SampleFacts.decided("d2")).time()).isEqualTo(first.time());
        clock.advance(Duration.ofSeconds(60));
        assertThat(ledger.write(SampleFacts.decided("d3")).time()).isAfter(first.time());
    }

    @Test
    void receiptsOfOneReplicaCompleteInTheOrderOfTheirPositions() {
        Ledger ledger = open().ledger();
        List<Long> completed = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(ledger.append(SampleFacts.decided("d" + i)).thenAccept(r -> completed.add(r.position())));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(completed).isSorted().hasSize(300);
    }

    @Test
    void manyWritersAtOnceEachGetAPlaceOfTheirOwn() throws Exception {
        Ledger ledger = open().ledger();
        List<Future<Long>> places = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Fact fact = SampleFacts.decided("d" + i);
                places.add(threads.submit(() -> ledger.write(fact).position()));
            }
        }
        assertThat(places.stream().map(Future::resultNow).sorted().toList())
                .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
    }
}
