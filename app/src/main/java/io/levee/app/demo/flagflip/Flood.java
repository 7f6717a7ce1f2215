package io.levee.app.demo.flagflip;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A shop that handles 1,000 requests a second and, for the share of them that a flag says,
/// writes a debug event of 8 KiB: with 100 % that is 8 MB/s that nobody reads. It gives up for
/// nothing until it is closed.
public final class Flood implements AutoCloseable {
    static final String TOPIC = "debug-events";

    private static final int EVENT_BYTES = 8 * 1024;
    private static final long REQUEST_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int BUFFER_BYTES = 2 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final byte[] event = new byte[EVENT_BYTES];
    private final AtomicLong bytes = new AtomicLong();
    private volatile int percent;
    private volatile boolean over;

    private Flood(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
        this.thread = Thread.ofVirtual().name("flood").unstarted(this::serve);
        new Random(1).nextBytes(event); // nothing that compresses
    }

    /// @param login of a user that may write to the topic
    static Flood start(Map<String, Object> login) {
        login.put("acks", "1");
        login.put("enable.idempotence", false);
        login.put("linger.ms", 5);
        login.put("batch.size", 8 * EVENT_BYTES);
        login.put("buffer.memory", BUFFER_BYTES);
        login.put("max.block.ms", 1_000);
        login.put("request.timeout.ms", PATIENCE_MILLIS);
        login.put("delivery.timeout.ms", PATIENCE_MILLIS + 5);
        Flood flood = new Flood(new KafkaProducer<>(login, new ByteArraySerializer(), new ByteArraySerializer()));
        flood.thread.start();
        return flood;
    }

    /// What the flag `debug-events` says from now on: the share of requests that write an
    /// event.
    public void flag(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("`%d` is no share: say 0 to 100".formatted(percent));
        }
        this.percent = percent;
    }

    /// That the broker has acknowledged.
    public long bytes() {
        return bytes.get();
    }

    private void serve() {
        long next = System.nanoTime();
        for (long request = 0; !over; request++) {
            // of every hundred requests, as many as the flag says, spread evenly
            int share = percent;
            if (request * share / 100 != (request + 1) * share / 100) {
                write();
            }
            next += REQUEST_EVERY_NANOS;
            long ahead = next - System.nanoTime();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
            } else {
                next = System.nanoTime(); // requests that nobody could handle are lost
            }
        }
    }

    private void write() {
        try {
            var _ = producer.send(new ProducerRecord<>(TOPIC, event), (_, failure) -> {
                if (failure == null) {
                    bytes.addAndGet(EVENT_BYTES);
                }
            });
        } catch (KafkaException _) {
            // no room, or nobody there: the next one
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
