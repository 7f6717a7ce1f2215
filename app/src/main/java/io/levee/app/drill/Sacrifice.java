package io.levee.app.drill;

import io.levee.app.demo.Caller;
import io.levee.app.drill.outside.OutsideSystem;
import io.levee.cli.AgentTokens;
import io.levee.examples.InterruptClient;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An agent that never gives up: it leaves mark after mark, reads a stream that does not end, keeps a tool at work,
/// fetches new tokens, runs a program, and works on systems outside, until it is closed. Refusals do not stop it; that
/// is what the gate is for.
final class Sacrifice implements AutoCloseable {
    private static final long MARK_EVERY_MILLIS = 1;
    private static final long TOKEN_EVERY_MILLIS = 25;
    private static final long LINES_EVERY_MILLIS = 1;
    private static final long LOOK_EVERY_MILLIS = 10;
    private static final int FLOWING_SECONDS_MAX = 60;

    private final Effects read = new Effects();
    private final Effects minted = new Effects();
    private final Effects written = new Effects();
    private final Effects heard = new Effects();
    private final Map<String, OutsideSystem.Work> outside = new LinkedHashMap<>();
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
        sacrifice.forever(TOKEN_EVERY_MILLIS, () -> keepAtWork(caller));
        sacrifice.threads.execute(() -> sacrifice.listen(caller.token()));
        sacrifice.runs = ground.launch();
        sacrifice.forever(LINES_EVERY_MILLIS, sacrifice::countLines);
        try {
            for (OutsideSystem system : ground.outside()) {
                sacrifice.outside.put(system.name(), system.begin());
            }
        } catch (RuntimeException e) {
            sacrifice.close();
            throw e;
        }
        return sacrifice;
    }

    /// Until every effect flows.
    ///
    /// @throws LeveeException where one does not
    void awaitFlowing() throws InterruptedException {
        List<Effects> all = new ArrayList<>(List.of(ground.marks(), ground.steps(), read, minted));
        if (runs) {
            all.add(written);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLOWING_SECONDS_MAX);
        for (Effects effects : all) {
            if (!effects.awaitFlowing(FLOWING_SECONDS_MAX)) {
                throw nothingFlows("the sacrificial agent");
            }
        }
        for (Map.Entry<String, OutsideSystem.Work> each : outside.entrySet()) {
            while (each.getValue().count() < Effects.FLOWING) {
                if (System.nanoTime() - deadline > 0) {
                    throw nothingFlows("`%s`".formatted(each.getKey()));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private static LeveeException nothingFlows(String where) {
        return new LeveeException(
                ErrorCode.DEADLINE_EXCEEDED,
                "%s had no effect within %d s, so there is nothing to stop: is the machine too busy?"
                        .formatted(where, FLOWING_SECONDS_MAX));
    }

    /// What arrived at each system outside, by the name of its stopper. Ends the work there.
    Map<String, Effects> outside() {
        Map<String, Effects> effects = new LinkedHashMap<>();
        outside.forEach((name, work) -> {
            work.close();
            effects.put(name, Effects.at(work.arrivals()));
        });
        return effects;
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

    private static void keepAtWork(Caller caller) throws IOException, InterruptedException {
        try (InputStream body = caller.progress(LongCall.SERVER, LongCall.TOOL).body()) {
            body.transferTo(OutputStream.nullOutputStream());
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
        outside.values().forEach(OutsideSystem.Work::close);
    }
}
