package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.testkit.SampleFacts;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The leisure is a day in these tests: whoever gets an answer got it for another reason.
class BacklogTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    });
    private final Backlog backlog = new Backlog(5, 3);

    @AfterEach
    void end() {
        writer.shutdownNow();
    }

    @Test
    void aHurriedFactEndsTheCollectingAndTakesTheOthersAlong() throws Exception {
        backlog.offer(leisurely("a"));
        Future<List<Pending>> taken = takenOnceItWaits();
        backlog.offer(hurried("b"));
        assertThat(subjects(taken)).containsExactly("a", "b");
    }

    @Test
    void aFullBatchIsTaken() throws Exception {
        backlog.offer(leisurely("a"));
        Future<List<Pending>> taken = takenOnceItWaits();
        for (String fact : List.of("b", "c")) {
            backlog.offer(leisurely(fact));
        }
        assertThat(subjects(taken)).containsExactly("a", "b", "c");
    }

    @Test
    void whatWasHurriedButDidNotFitIsTakenAtOnceNextTime() throws Exception {
        for (String fact : List.of("a", "b", "c")) {
            backlog.offer(leisurely(fact));
        }
        backlog.offer(hurried("d"));
        assertThat(subjects(taken())).containsExactly("a", "b", "c");
        assertThat(subjects(taken())).containsExactly("d");
    }

    @Test
    void afterAHurriedOneOthersAreCollectedAgain() throws Exception {
        backlog.offer(hurried("a"));
        assertThat(subjects(taken())).containsExactly("a");
        backlog.offer(leisurely("b"));
        Future<List<Pending>> next = takenOnceItWaits();
        backlog.offer(leisurely("c"));
        backlog.offer(leisurely("d"));
        assertThat(subjects(next)).containsExactly("b", "c", "d");
    }

    @Test
    void leisureEnds() throws Exception {
        backlog.offer(leisurely("a"));
        assertThat(subjects(writer.submit(() -> backlog.take(DAY, Duration.ofMillis(1)))))
                .containsExactly("a");
    }

    @Test
    void whereNothingComesTheWriterGoesOnAfterAWhile() throws Exception {
        assertThat(subjects(writer.submit(() -> backlog.take(Duration.ofMillis(1), DAY))))
                .isEmpty();
    }

    @Test
    void closingEndsBothKindsOfWaiting() throws Exception {
        Future<List<Pending>> first = takenOnceItWaits();
        backlog.close();
        assertThat(subjects(first)).isEmpty();
        backlog.offer(leisurely("a"));
        assertThat(subjects(taken())).containsExactly("a");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        for (String fact : List.of("a", "b", "c", "d", "e")) {
            assertThat(backlog.offer(leisurely(fact))).isTrue();
        }
        assertThat(backlog.offer(leisurely("f"))).isFalse();
        assertThat(backlog.drain()).hasSize(5);
        assertThat(backlog.offer(leisurely("f"))).isTrue();
    }

    @Test
    void onlyWhatIsLateIsTakenForLate() {
        backlog.offer(new Pending(SampleFacts.decided("a"), new CompletableFuture<>(), true, 10));
        backlog.offer(new Pending(SampleFacts.decided("b"), new CompletableFuture<>(), false, 30));
        assertThat(backlog.takeLate(20))
                .map(pending -> pending.fact().subject())
                .contains("a");
        assertThat(backlog.takeLate(20)).isEmpty();
        assertThat(backlog.isEmpty()).isFalse();
    }

    private Future<List<Pending>> taken() {
        return writer.submit(() -> backlog.take(DAY, DAY));
    }

    /// Without this the writer might come only when there is nothing left to wait for.
    private Future<List<Pending>> takenOnceItWaits() {
        Future<List<Pending>> taken = taken();
        Awaitility.await().until(() -> threads.element().getState() == Thread.State.TIMED_WAITING);
        return taken;
    }

    private static List<String> subjects(Future<List<Pending>> taken) throws Exception {
        return taken.get(20, TimeUnit.SECONDS).stream()
                .map(pending -> pending.fact().subject())
                .toList();
    }

    private static Pending leisurely(String subject) {
        return new Pending(SampleFacts.decided(subject), new CompletableFuture<>(), false, Long.MAX_VALUE);
    }

    private static Pending hurried(String subject) {
        return new Pending(SampleFacts.decided(subject), new CompletableFuture<>(), true, Long.MAX_VALUE);
    }
}
