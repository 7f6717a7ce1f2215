package io.levee.adapters.postgres;

import io.levee.ledger.Receipt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Tells followers, then whoever waits, what has become durable; in order, on one thread, so that the writer
/// can go on meanwhile.
final class Publisher implements Runnable {
    /// Batches that may wait here; then the writer waits.
    private static final int QUEUE_MAX = 16;

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Followers followers;
    private final int log;
    private final Thread thread;

    Publisher(Followers followers, int log) {
        this.followers = followers;
        this.log = log;
        this.thread =
                Thread.ofPlatform().name("levee-ledger-publisher").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void publish(Batch durable) {
        try {
            queue.put(durable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            announce(durable);
        }
    }

    /// Publishes what is left.
    void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                announce(queue.take());
            }
        } catch (InterruptedException e) {
            queue.forEach(this::announce);
        }
    }

    private void announce(Batch durable) {
        followers.fold(log, durable.entries(), durable.after().size());
        for (int i = 0; i < durable.entries().size(); i++) {
            var entry = durable.entries().get(i);
            durable.waiting().get(i).receipt().complete(new Receipt(entry.origin(), entry.position(), entry.time()));
        }
    }
}
