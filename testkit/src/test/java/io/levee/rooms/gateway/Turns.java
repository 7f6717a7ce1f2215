package io.levee.rooms.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.random.RandomGenerator;

/// Lets one thread run at a time, until it pauses; who is next, the seed decides.
final class Turns {
    private final RandomGenerator random;
    private final List<Actor> actors = new ArrayList<>();
    private Optional<Actor> running = Optional.empty();

    Turns(RandomGenerator random) {
        this.random = random;
    }

    void add(Runnable story) {
        actors.add(new Actor(story));
    }

    void run() {
        while (true) {
            List<Actor> waiting = actors.stream().filter(actor -> !actor.done).toList();
            if (waiting.isEmpty()) {
                return;
            }
            Actor next = waiting.get(random.nextInt(waiting.size()));
            running = Optional.of(next);
            next.step();
            running = Optional.empty();
        }
    }

    void pause() {
        running.ifPresent(Actor::yieldTurn);
    }

    private static final class Actor {
        private final SynchronousQueue<Boolean> go = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> back = new SynchronousQueue<>();
        private volatile boolean done;
        private volatile Optional<Throwable> failure = Optional.empty();

        Actor(Runnable story) {
            var _ = Thread.ofVirtual().start(() -> {
                take(go);
                try {
                    story.run();
                } catch (RuntimeException | AssertionError e) {
                    failure = Optional.of(e);
                }
                done = true;
                give(back);
            });
        }

        void step() {
            give(go);
            take(back);
            failure.ifPresent(cause -> {
                throw new AssertionError(cause);
            });
        }

        void yieldTurn() {
            give(back);
            take(go);
        }

        private static void give(SynchronousQueue<Boolean> queue) {
            try {
                queue.put(true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void take(SynchronousQueue<Boolean> queue) {
            try {
                queue.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
