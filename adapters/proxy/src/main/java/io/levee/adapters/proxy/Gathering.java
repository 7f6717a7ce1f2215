package io.levee.adapters.proxy;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;

/// Reads a body to its end before anything is done with it, up to a limit. Tells its reader once, unless it was
/// ended before.
final class Gathering {
    interface Reader {
        /// The whole body. Whoever is told drops the sample once its bytes are not needed any more.
        void gathered(Sample body);

        /// It is larger than may be gathered.
        void tooLarge();

        /// The bodies of other calls take all the space.
        void crowdedOut();

        void failed(Throwable cause);
    }

    private final Content.Source from;
    private final Sample sample;
    private final Reader reader;
    private final long begunNanos = System.nanoTime();
    private final long nanosMax;
    private final AtomicBoolean ended = new AtomicBoolean();

    Gathering(Content.Source from, Sample sample, long nanosMax, Reader reader) {
        this.from = from;
        this.sample = sample;
        this.reader = reader;
        this.nanosMax = nanosMax;
    }

    /// Reads what has come and asks for the rest.
    void read() {
        while (!ended.get()) {
            Content.Chunk chunk = from.read();
            if (chunk == null) {
                from.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(() -> reader.failed(chunk.getFailure()));
                return;
            }
            boolean kept = sample.add(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (!kept) {
                end(sample.isCrowdedOut() ? reader::crowdedOut : reader::tooLarge);
            } else if (last) {
                if (ended.compareAndSet(false, true)) {
                    reader.gathered(sample);
                }
            } else if (System.nanoTime() - begunNanos > nanosMax) {
                end(() -> reader.failed(new TimeoutException("a body took too long to gather")));
            }
        }
    }

    /// True where the reader was not told and never will be.
    boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        sample.drop();
        return true;
    }

    private void end(Runnable telling) {
        if (end()) {
            telling.run();
        }
    }
}
