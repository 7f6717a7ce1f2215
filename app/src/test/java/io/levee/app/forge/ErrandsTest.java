package io.levee.app.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.forge.Errands.Result;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ErrandsTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Errands<String> errands = new Errands<>("work", 2, _ -> Duration.ofMillis(1));
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        errands.close();
        threads.shutdownNow();
    }

    /// Each errand ends as the test says, once it says so.
    private Result work(String name) {
        begun.add(name);
        try {
            return results.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String next() throws InterruptedException {
        String name = begun.poll(30, TimeUnit.SECONDS);
        assertThat(name).as("nothing was begun").isNotNull();
        return String.valueOf(name);
    }

    private void done() {
        results.add(new Result.Done());
    }

    @Test
    void whatIsAskedForWhileItIsDoneIsDoneOnceMore() throws Exception {
        errands.begin(2, threads, this::work);
        errands.ask("a");
        assertThat(next()).isEqualTo("a");
        errands.ask("a");
        errands.ask("a");
        errands.ask("b");
        assertThat(next()).as("never two of one name").isEqualTo("b");
        assertThat(begun).isEmpty();
        done();
        done();
        assertThat(next()).isEqualTo("a");
        done();
        errands.ask("c");
        assertThat(next()).as("once more, not twice").isEqualTo("c");
        done();
    }

    @Test
    void thereIsNoMoreThanThereIsRoomFor() throws Exception {
        assertThat(errands.ask("a")).isTrue();
        assertThat(errands.ask("b")).isTrue();
        assertThat(errands.ask("c")).isFalse();
        assertThat(errands.ask("a")).as("it waits already").isTrue();
        assertThat(errands.waiting()).isEqualTo(2);
        CompletableFuture<Boolean> patient = CompletableFuture.supplyAsync(() -> errands.askWhenRoom("c"), threads);
        errands.begin(1, threads, this::work);
        for (int i = 0; i < 3; i++) {
            done();
        }
        assertThat(patient.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(next() + next() + next()).isEqualTo("abc");
    }

    @Test
    void whoWaitsForRoomEndsWithIt() throws Exception {
        errands.ask("a");
        errands.ask("b");
        CompletableFuture<Boolean> patient = CompletableFuture.supplyAsync(() -> errands.askWhenRoom("c"), threads);
        errands.close();
        assertThat(patient.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whatHangsEndsWithIt() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        errands.begin(1, threads, name -> {
            begun.add(name);
            try {
                return results.take();
            } catch (InterruptedException e) {
                ended.complete("interrupted");
                throw new IllegalStateException(e);
            }
        });
        errands.ask("a");
        next();
        errands.close();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void whatFailsIsTriedAFewTimesAndThenTold() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        CountDownLatch other = new CountDownLatch(1);
        errands.begin(1, threads, name -> {
            if (name.equals("other")) {
                other.countDown();
                return new Result.Done();
            }
            if (tried.incrementAndGet() <= Errands.TRIES_MAX) {
                throw new IllegalStateException("away");
            }
            return new Result.Done();
        });
        errands.ask("a");
        while (errands.failed().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(tried).hasValue(Errands.TRIES_MAX);
        assertThat(errands.failed()).containsOnlyKeys("a");
        errands.ask("a");
        errands.ask("other");
        assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(errands.failed()).as("done after all").isEqualTo(Map.of());
    }

    /// Such as a new push, after a forge was away for long.
    @Test
    void whatIsAskedForAgainWaitsAsAfterOneFailure() throws Exception {
        try (Errands<String> slow =
                new Errands<>("work", 2, tried -> tried == 1 ? Duration.ofMillis(1) : Duration.ofHours(1))) {
            slow.begin(1, threads, this::work);
            slow.ask("a");
            for (int i = 0; i < 2; i++) {
                assertThat(next()).isEqualTo("a");
                results.add(new Result.Failed("away"));
            }
            slow.ask("a");
            assertThat(next()).isEqualTo("a");
            done();
        }
    }

    /// A system that says how long it must not be asked is not asked, whatever failed before.
    @Test
    void whatIsAskedForAgainWaitsAsLongAsItsSystemWants() throws Exception {
        try (Errands<String> errands = new Errands<>("work", 3, _ -> Duration.ZERO)) {
            errands.begin(1, threads, this::work);
            errands.ask("a");
            assertThat(next()).isEqualTo("a");
            results.add(new Result.Failed("away"));
            assertThat(next()).isEqualTo("a");
            results.add(new Result.Later(Duration.ofHours(1)));
            errands.ask("b"); // by one worker: when it begins, `a` waits
            assertThat(next()).isEqualTo("b");
            done();
            errands.ask("a");
            errands.ask("c");
            assertThat(next()).isEqualTo("c");
            done();
        }
    }

    @Test
    void whatIsNotForNowIsNoFailure() throws Exception {
        errands.begin(1, threads, this::work);
        errands.ask("a");
        for (int i = 0; i < 2 * Errands.TRIES_MAX; i++) {
            assertThat(next()).isEqualTo("a");
            results.add(new Result.Later(Duration.ZERO));
        }
        assertThat(next()).isEqualTo("a");
        assertThat(errands.failed()).isEmpty();
        done();
    }
}
