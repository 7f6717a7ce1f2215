package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Fact;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.SampleFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionFeedTest {
    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final DecisionFeed feed = new DecisionFeed();

    @BeforeEach
    void follow() {
        ledger.follow(Set.of(Fact.Family.CALL), feed);
    }

    @Test
    void itRemembersTheNewestThousand() {
        for (int i = 0; i < DecisionFeed.DECISIONS_MAX + 5; i++) {
            ledger.write(SampleFacts.decided("d" + i));
        }
        List<DecisionView> all = feed.latest(Integer.MAX_VALUE);
        assertThat(all).hasSize(DecisionFeed.DECISIONS_MAX);
        assertThat(all.getFirst().id()).isEqualTo("d1004");
        assertThat(all.getLast().id()).isEqualTo("d5");
    }

    @Test
    void theEndOfACallDoesNotMakeItNewer() {
        ledger.write(SampleFacts.decided("d1"));
        ledger.write(SampleFacts.decided("d2"));
        ledger.write(SampleFacts.finished("d1"));
        assertThat(feed.latest(10)).extracting(DecisionView::id).containsExactly("d2", "d1");
    }

    @Test
    void theEndOfAForgottenCallIsIgnored() {
        ledger.write(SampleFacts.finished("d0"));
        assertThat(feed.latest(10)).isEmpty();
    }

    @Test
    void aWatcherThatDoesNotReadIsLetGoAfterItsQueueIsFull() throws Exception {
        Watcher slow = feed.watch("").orElseThrow();
        Watcher quick = feed.watch("").orElseThrow();
        int seen = 0;
        for (int i = 0; i <= Watcher.WAITING_MAX; i++) {
            ledger.write(SampleFacts.decided("d" + i));
            seen += quick.next(Duration.ZERO).size();
        }
        assertThat(seen).isEqualTo(Watcher.WAITING_MAX + 1);
        assertThat(slow.tooSlow()).as("still has what it was given").isFalse();
        assertThat(slow.next(Duration.ZERO)).hasSize(Watcher.WAITING_MAX);
        assertThat(slow.tooSlow()).isTrue();
        ledger.write(SampleFacts.decided("later"));
        assertThat(slow.next(Duration.ZERO)).isEmpty();
        assertThat(quick.next(Duration.ZERO)).hasSize(1);
    }

    @Test
    void aResumedWatcherMissesNothingBetweenTheTwo() throws Exception {
        ledger.write(SampleFacts.decided("d1"));
        ledger.write(SampleFacts.decided("d2"));
        Watcher watcher = feed.watch("acme/replica-1#0").orElseThrow();
        ledger.write(SampleFacts.decided("d3"));
        assertThat(watcher.next(Duration.ZERO))
                .extracting(DecisionFeed.Event::id)
                .containsExactly("acme/replica-1#1");
        assertThat(watcher.next(Duration.ZERO))
                .extracting(DecisionFeed.Event::id)
                .containsExactly("acme/replica-1#2");
    }

    @Test
    void noMoreThanTheLimitMayWatch() {
        for (int i = 0; i < ApiLimits.STREAMS_MAX; i++) {
            assertThat(feed.watch("")).isPresent();
        }
        assertThat(feed.watch("")).isEmpty();
    }
}
