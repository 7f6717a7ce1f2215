package io.levee.rooms.review;

import io.levee.identity.TeamId;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Seat;
import io.levee.rooms.review.advice.Spend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Asks models side by side, and waits for all of them together no longer than its patience.
/// Thread-safe.
final class Asking {
    /// Questions at once, of all reviews. One that never ends keeps its place.
    static final int AT_ONCE_MAX = 32;
    /// Reviews that wait for models at once: half of those that are judged, so that slow models
    /// leave room for reviews without them.
    static final int REVIEWS_MAX = Reviews.AT_ONCE_MAX / 2;

    private final Spend spend;
    private final Executor threads;
    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);
    private final Semaphore reviews = new Semaphore(REVIEWS_MAX);

    Asking(Spend spend, Executor threads, Duration patience) {
        this.spend = spend;
        this.threads = threads;
        this.patience = patience;
    }

    record Question(TeamId team, Seat seat, Briefing briefing) {}

    /// @param advice of [Advised.Outcome#ANSWERED] alone
    record Answer(Advised.Outcome outcome, Optional<Advice.Said> advice) {
        static Answer none(Advised.Outcome outcome) {
            return new Answer(outcome, Optional.empty());
        }
    }

    SortedMap<TeamId, Answer> ask(List<Question> questions) {
        if (!reviews.tryAcquire()) {
            SortedMap<TeamId, Answer> busy = new TreeMap<>();
            questions.forEach(it -> busy.put(it.team(), Answer.none(Advised.Outcome.BUSY)));
            return busy;
        }
        try {
            return answers(questions);
        } finally {
            reviews.release();
        }
    }

    private SortedMap<TeamId, Answer> answers(List<Question> questions) {
        CountDownLatch left = new CountDownLatch(questions.size());
        SortedMap<TeamId, FutureTask<Answer>> asked = new TreeMap<>();
        for (Question question : questions) {
            FutureTask<Answer> task = new FutureTask<>(() -> answer(question)) {
                @Override
                protected void done() {
                    left.countDown();
                }
            };
            asked.put(question.team(), task);
            try {
                threads.execute(task);
            } catch (RejectedExecutionException _) {
                task.cancel(true);
            }
        }
        await(left);
        SortedMap<TeamId, Answer> answers = new TreeMap<>();
        asked.forEach((team, task) -> answers.put(team, outcome(task)));
        return answers;
    }

    private void await(CountDownLatch left) {
        try {
            // true or false: who has not answered by now is late
            boolean _ = left.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer outcome(FutureTask<Answer> task) {
        if (!task.isDone()) {
            task.cancel(true);
        }
        return switch (task.state()) {
            case SUCCESS -> task.resultNow();
            case FAILED -> Answer.none(Advised.Outcome.SILENT);
            case CANCELLED, RUNNING -> Answer.none(Advised.Outcome.LATE);
        };
    }

    /// INVARIANT I8: the budget is reserved before, and what the question used is told whatever
    /// comes of it.
    private Answer answer(Question question) throws InterruptedException {
        places.acquire();
        try {
            Optional<Spend.Reserved> reserved = spend.reserve(question.team(), question.seat());
            if (reserved.isEmpty()) {
                return Answer.none(Advised.Outcome.OVER_BUDGET);
            }
            Advice.Used used = Advice.Used.UNKNOWN;
            try {
                Advice advice = question.seat().adviser().ask(question.briefing());
                used = advice.used();
                return switch (advice) {
                    case Advice.Said said -> new Answer(Advised.Outcome.ANSWERED, Optional.of(said));
                    case Advice.Silent _ -> Answer.none(Advised.Outcome.SILENT);
                    case Advice.Withheld(var why) -> Answer.none(withheld(why));
                };
            } finally {
                reserved.get().asked(used);
            }
        } finally {
            places.release();
        }
    }

    private static Advised.Outcome withheld(Advice.Why why) {
        return switch (why) {
            case STOPPED -> Advised.Outcome.STOPPED;
            case OVER_BUDGET -> Advised.Outcome.OVER_BUDGET;
            case NOT_PERMITTED -> Advised.Outcome.NOT_PERMITTED;
        };
    }
}
