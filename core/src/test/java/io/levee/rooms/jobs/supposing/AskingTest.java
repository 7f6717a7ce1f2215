package io.levee.rooms.jobs.supposing;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.rooms.jobs.supposing.Answer.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AskingTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch brokenOff = new CountDownLatch(1);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void anAnswerInTimeIsTheAnswer() {
        assertThat(ask(new Asking(threads, LONG), () -> "it is old")).isEqualTo("it is old");
    }

    @Test
    void whoIsLateIsBrokenOff() throws InterruptedException {
        Asking asking = new Asking(this::begins, Duration.ofMillis(1));
        assertThat(ask(asking, this::thinks)).isEqualTo("late");
        brokenOff.await();
    }

    @Test
    void aStopBreaksOff() throws InterruptedException {
        Asking asking = new Asking(threads, LONG);
        assertThat(asking.ask(this::thinks, Why::word, () -> begun.getCount() == 0))
                .isEqualTo("stopped");
        brokenOff.await();
    }

    @Test
    void whateverIsThrownIsSilence() {
        Asking asking = new Asking(Runnable::run, LONG);
        for (int i = 0; i < 2 * Asking.AT_ONCE_MAX; i++) {
            assertThat(ask(asking, () -> {
                        throw new StackOverflowError();
                    }))
                    .isEqualTo("silent");
        }
    }

    @Test
    void moreThanAFewAtOnceGoOnWithout() throws Exception {
        Asking asking = new Asking(threads, LONG);
        CountDownLatch all = new CountDownLatch(Asking.AT_ONCE_MAX);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < Asking.AT_ONCE_MAX; i++) {
            answers.add(threads.submit(() -> ask(asking, () -> {
                all.countDown();
                go.await();
                return "it is old";
            })));
        }
        all.await();
        assertThat(ask(asking, () -> "it is new")).isEqualTo("busy");
        go.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("it is old");
        }
    }

    @Test
    void whoCannotBeAskedIsSilent() {
        Asking asking = new Asking(
                _ -> {
                    throw new RejectedExecutionException();
                },
                LONG);
        for (int i = 0; i < 2 * Asking.AT_ONCE_MAX; i++) {
            assertThat(ask(asking, () -> "it is old")).isEqualTo("silent");
        }
    }

    private static String ask(Asking asking, Callable<String> question) {
        return asking.ask(question, Why::word, () -> false);
    }

    /// Returns once the question is being thought about.
    private void begins(Runnable question) {
        threads.execute(question);
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String thinks() throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } finally {
            brokenOff.countDown();
        }
    }
}
