package io.levee.app.demo.flagflip;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The most that was ever seen on a disk: it tells nobody when it is fuller.
final class DiskPeak implements AutoCloseable {
    private final AtomicLong bytes = new AtomicLong();
    private final Thread thread;

    private DiskPeak(SmallDisk disk, Duration every) {
        this.thread = Thread.ofVirtual().name("disk-peak").unstarted(() -> {
            try {
                while (true) {
                    bytes.accumulateAndGet(disk.used(), Math::max);
                    TimeUnit.MILLISECONDS.sleep(every.toMillis());
                }
            } catch (InterruptedException _) {
                // closed
            }
        });
    }

    static DiskPeak watch(SmallDisk disk, Duration every) {
        DiskPeak peak = new DiskPeak(disk, every);
        peak.thread.start();
        return peak;
    }

    long bytes() {
        return bytes.get();
    }

    /// Nobody looks any more once it returns.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
