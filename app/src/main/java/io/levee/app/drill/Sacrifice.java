package io.levee.app.drill;

import io.levee.app.demo.Caller;
import io.levee.cli.AgentTokens;
import io.levee.examples.InterruptClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An agent that never gives up: it leaves mark after mark, reads a stream that does not end, fetches new tokens, and
/// runs a program, until it is closed. Refusals do not stop it; that is what the gate is for.
final class Sacrifice implements AutoCloseable {
    private static final long MARK_EVERY_MILLIS = 1;
    private static final long TOKEN_EVERY_MILLIS = 25;
    private static final long LINES_EVERY_MILLIS = 1;

    private final Effects read = new Effects();
    private final Effects minted = new Effects();
    private final Effects written = new Effects();
    private final Effects heard = new Effects();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DrillGround ground;
    private final AgentTokens tokens;
    private boolean runs;
    private long lines; // the counting thread's own

    private interface Deed {
        void again() throws IOException, InterruptedException;
    }

    private Sacrifice(DrillGround ground) {
        this.ground = ground;
        this.tokens = ground.tokens();
    }

    static Sacrifice begin(DrillGround ground) {
        Sacrifice sacrifice = new Sacrifice(ground);
        Caller caller = ground.agent(sacrifice.tokens);
        int[] number = new int[1];
        sacrifice.forever(MARK_EVERY_MILLIS, () -> {
            var _ = caller.put("/target/marks/" + number[0]++, "");
        });
        sacrifice.forever(TOKEN_EVERY_MILLIS, sacrifice::mint);
        sacrifice.forever(TOKEN_EVERY_MILLIS, () -> sacrifice.readOn(caller));
        sacrifice.threads.execute(() -> sacrifice.listen(caller.token()));
        sacrifice.runs = ground.launch();
        sacrifice.forever(LINES_EVERY_MILLIS, sacrifice::countLines);
        return sacrifice;
    }

    /// What arrived at the agent of the stream.
    Effects read() {
        return read;
    }

    /// Tokens that it got.
    Effects minted() {
        return minted;
    }

    /// Lines that its program wrote, as they were seen.
    Effects written() {
        return written;
    }

    /// The interrupt that its framework heard: at most one.
    Effects heard() {
        return heard;
    }

    /// Whether it has a program at all.
    boolean runs() {
        return runs;
    }

    /// As a framework would, that ends in order what it runs.
    private void listen(String token) {
        try {
            if (new InterruptClient(ground.api(), token).await().contains("\"stop\"")) {
                heard.happened();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void countLines() {
        long now = ground.lines();
        if (now > lines) {
            lines = now;
            written.happened();
        }
    }

    private void mint() {
        var _ = ground.agent(tokens);
        minted.happened();
    }

    private void readOn(Caller caller) throws IOException, InterruptedException {
        var stream = caller.stream("/target/ticks");
        try (InputStream body = stream.body()) {
            byte[] buffer = new byte[256];
            while (body.read(buffer) >= 0) {
                if (stream.statusCode() == 200) {
                    read.happened();
                }
            }
        }
    }

    private void forever(long everyMillis, Deed deed) {
        threads.execute(() -> {
            while (!threads.isShutdown()) {
                try {
                    deed.again();
                } catch (IOException | RuntimeException e) {
                    // refused or cut: it tries again
                } catch (InterruptedException e) {
                    return;
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(everyMillis);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
