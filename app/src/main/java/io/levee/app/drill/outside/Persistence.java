package io.levee.app.drill.outside;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Threads of an agent that gives up for nothing, until this is closed; closing waits for them.
final class Persistence implements AutoCloseable {
    /// Between two tries that failed.
    private static final long PAUSE_MILLIS = 5;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    interface Deed {
        void tried() throws Exception;
    }

    /// Does this again and again. It looks at [#isOver] itself where it lasts.
    void again(Deed deed) {
        threads.execute(() -> {
            while (!over) {
                try {
                    deed.tried();
                } catch (InterruptedException _) {
                    return;
                } catch (Exception _) { // refused, cut or gone: it tries again
                    pause();
                }
            }
        });
    }

    boolean isOver() {
        return over;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            over = true;
        }
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
