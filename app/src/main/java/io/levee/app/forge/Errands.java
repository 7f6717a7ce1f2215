package io.levee.app.forge;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Work that is named by what it is about: one at a time for each name, a few at once, and no
/// more than was agreed at all. What is asked for while it waits is done once; while it is
/// being done, once more afterwards. Guarded by its one lock.
final class Errands<K> implements AutoCloseable {
    static final int TRIES_MAX = 4;
    private static final System.Logger LOG = System.getLogger(Errands.class.getName());

    private final String what;
    private final int allMax;
    private final IntFunction<Duration> pause;
    private final Map<K, Errand> all = new LinkedHashMap<>();
    private final Map<K, String> failed = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> workers = new HashSet<>();
    private boolean closed;

    /// What became of one errand.
    sealed interface Result {
        record Done() implements Result {}

        /// Not now; no failure.
        record Later(Duration in) implements Result {}

        record Failed(String why) implements Result {}
    }

    private static final class Errand {
        private long due;
        private int tried;
        private boolean running;
        private boolean again;
        /// Whether it waits because it failed, and not because its system wants it to.
        private boolean failed;

        Errand(long due) {
            this.due = due;
        }
    }

    /// @param what  is done, for the log
    /// @param pause before the next try, by how many there were
    Errands(String what, int allMax, IntFunction<Duration> pause) {
        this.what = what;
        this.allMax = allMax;
        this.pause = pause;
    }

    /// @param atOnce for each of them a thread is taken until this is closed
    void begin(int atOnce, Executor threads, Function<K, Result> work) {
        for (int i = 0; i < atOnce; i++) {
            threads.execute(() -> go(work));
        }
    }

    /// False where there is no room.
    boolean ask(K name) {
        lock.lock();
        try {
            Errand known = all.get(name);
            if (known != null) {
                known.again |= known.running;
                if (!known.running && known.failed) { // what failed may be over: it waits as after a first failure
                    known.tried = 1;
                    known.due = earlier(
                            known.due, System.nanoTime() + pause.apply(1).toNanos());
                    changed.signalAll();
                }
                return true;
            }
            if (closed || all.size() >= allMax) {
                return false;
            }
            all.put(name, new Errand(System.nanoTime()));
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for room. False where this is closed.
    boolean askWhenRoom(K name) {
        lock.lock();
        try {
            while (!closed) {
                if (ask(name)) {
                    return true;
                }
                changed.await();
            }
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    /// What was given up, and why, until it is done after all; the oldest is forgotten first.
    Map<K, String> failed() {
        lock.lock();
        try {
            return Map.copyOf(failed);
        } finally {
            lock.unlock();
        }
    }

    private void go(Function<K, Result> work) {
        if (!isWorker()) {
            return;
        }
        Optional<K> next = next();
        while (next.isPresent()) {
            ended(next.get(), result(next.get(), work));
            next = next();
        }
    }

    private boolean isWorker() {
        lock.lock();
        try {
            return !closed && workers.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /// Empty where this is closed.
    private Optional<K> next() {
        lock.lock();
        try {
            while (!closed) {
                Optional<Map.Entry<K, Errand>> first = all.entrySet().stream()
                        .filter(it -> !it.getValue().running)
                        .min(Comparator.comparingLong(it -> it.getValue().due - System.nanoTime()));
                long left =
                        first.map(it -> it.getValue().due - System.nanoTime()).orElse(TimeUnit.HOURS.toNanos(1));
                if (first.isPresent() && left <= 0) {
                    first.get().getValue().running = true;
                    return Optional.of(first.get().getKey());
                }
                var _ = changed.awaitNanos(left);
            }
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Result result(K name, Function<K, Result> work) {
        try {
            return work.apply(name);
        } catch (RuntimeException e) { // the thread's root
            LOG.log(System.Logger.Level.ERROR, "%s of %s failed in a way that nobody foresaw".formatted(what, name), e);
            return new Result.Failed("it failed in a way that nobody foresaw");
        }
    }

    private void ended(K name, Result result) {
        lock.lock();
        try {
            Optional.ofNullable(all.get(name)).ifPresent(errand -> ended(name, errand, result));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ended(K name, Errand errand, Result result) {
        errand.running = false;
        boolean again = errand.again;
        errand.again = false;
        errand.failed = result instanceof Result.Failed;
        switch (result) {
            case Result.Done _ -> {
                failed.remove(name);
                errand.tried = 0;
                errand.due = System.nanoTime();
                if (!again) {
                    all.remove(name);
                }
            }
            case Result.Later(var in) -> errand.due = System.nanoTime() + in.toNanos();
            case Result.Failed(var why) -> {
                errand.tried = again ? 1 : errand.tried + 1;
                Duration next = pause.apply(errand.tried);
                errand.due = System.nanoTime() + next.toNanos();
                if (errand.tried >= TRIES_MAX && !again) {
                    givenUp(name, why);
                } else {
                    LOG.log(System.Logger.Level.WARNING, "{0} of {1}: {2}; again in {3}", what, name, why, next);
                }
            }
        }
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private void givenUp(K name, String why) {
        all.remove(name);
        LOG.log(System.Logger.Level.ERROR, "{0} of {1} is given up: {2}", what, name, why);
        failed.put(name, why);
        if (failed.size() > allMax) {
            failed.remove(failed.keySet().iterator().next());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            workers.forEach(Thread::interrupt); // one may be waiting for its system for minutes
        } finally {
            lock.unlock();
        }
    }
}
