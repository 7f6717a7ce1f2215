package io.levee.adapters.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One stream's share of the feed: what was missed, then what comes, in a queue that never grows beyond its limit.
final class Watcher {
    /// Events that may wait for a slow reader.
    static final int WAITING_MAX = 256;

    private final ArrayDeque<DecisionFeed.Event> missed;
    private final LinkedBlockingDeque<DecisionFeed.Event> waiting = new LinkedBlockingDeque<>(WAITING_MAX);
    private volatile boolean tooSlow;

    Watcher(Collection<DecisionFeed.Event> missed) {
        this.missed = new ArrayDeque<>(missed);
    }

    /// False where the reader is too slow; it then gets nothing more.
    boolean offer(DecisionFeed.Event event) {
        if (!waiting.offer(event)) {
            tooSlow = true;
        }
        return !tooSlow;
    }

    boolean tooSlow() {
        return tooSlow && waiting.isEmpty();
    }

    /// Waits for events, no longer than `patience`; may return none.
    List<DecisionFeed.Event> next(Duration patience) throws InterruptedException {
        if (!missed.isEmpty()) {
            List<DecisionFeed.Event> all = List.copyOf(missed);
            missed.clear();
            return all;
        }
        DecisionFeed.@Nullable Event first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<DecisionFeed.Event> batch = new ArrayList<>();
        batch.add(first);
        waiting.drainTo(batch);
        return batch;
    }
}
