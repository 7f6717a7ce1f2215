package io.levee.app.demo.flagflip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What everybody lives from: an application that writes one order after the other, each
/// acknowledged before the next. It gives up for nothing until it is closed.
public final class Orders implements AutoCloseable {
    static final String TOPIC = "orders";

    private static final long EVERY_MILLIS = 50;
    private static final int PATIENCE_MILLIS = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private volatile boolean over;
    private long count;
    private long lastNanos;
    private long failed;

    private Orders(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
        this.thread = Thread.ofVirtual().name("orders").unstarted(this::write);
    }

    /// @param login of a user that may write to the topic
    static Orders start(Map<String, Object> login) {
        login.put("acks", "all");
        login.put("linger.ms", 0);
        login.put("max.block.ms", PATIENCE_MILLIS);
        login.put("request.timeout.ms", PATIENCE_MILLIS);
        login.put("delivery.timeout.ms", PATIENCE_MILLIS);
        Orders orders = new Orders(new KafkaProducer<>(login, new ByteArraySerializer(), new ByteArraySerializer()));
        orders.thread.start();
        return orders;
    }

    /// What was written, and when last.
    ///
    /// @param lastNanos of [System#nanoTime]; means nothing before the first
    public record Written(long count, long lastNanos, long failed) {}

    public Written written() {
        lock.lock();
        try {
            return new Written(count, lastNanos, failed);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for an order that is written at that moment or later.
    ///
    /// @param nanos of [System#nanoTime]
    /// @return whether there was one in time
    public boolean awaitWrittenAt(long nanos, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (count == 0 || lastNanos - nanos < 0) {
                if (left <= 0) {
                    return false;
                }
                left = written.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        for (long number = 1; !over; number++) {
            byte[] order = "{\"order\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
            try {
                var _ = producer.send(new ProducerRecord<>(TOPIC, order)).get();
                happened(true);
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            } catch (InterruptedException _) {
                return;
            } catch (ExecutionException | KafkaException _) {
                happened(false);
            }
        }
    }

    private void happened(boolean fine) {
        lock.lock();
        try {
            if (fine) {
                count++;
                lastNanos = System.nanoTime();
                written.signalAll();
            } else {
                failed++;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
