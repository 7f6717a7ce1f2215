package io.levee.budget;

import java.time.Duration;

/// The one thread that talks to the store about budgets. Ends with [#close], after what is idle was given back.
public final class Exchange implements AutoCloseable {
    static final Duration BEAT = Duration.ofMillis(250);
    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

    private final Budgets budgets;
    private final Thread thread;
    private volatile boolean closing;

    private Exchange(Budgets budgets) {
        this.budgets = budgets;
        this.thread = Thread.ofPlatform().name("levee-budgets").daemon().unstarted(this::run);
    }

    public static Exchange start(Budgets budgets) {
        Exchange exchange = new Exchange(budgets);
        exchange.thread.start();
        return exchange;
    }

    private void run() {
        long beatAt = System.nanoTime();
        while (!closing) {
            try {
                boolean asked = budgets.awaitAsked(Math.max(0, beatAt - System.nanoTime()));
                boolean beat = System.nanoTime() - beatAt >= 0;
                if (beat) {
                    beatAt = System.nanoTime() + BEAT.toNanos();
                }
                if (asked || beat) {
                    budgets.exchange(beat);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) { // the thread's root: the next beat tells again
                LOG.log(System.Logger.Level.ERROR, "budgets were not told; tried again", e);
            }
        }
        giveBack();
    }

    private void giveBack() {
        try {
            budgets.giveBack();
        } catch (RuntimeException e) { // the leases end by themselves
            LOG.log(System.Logger.Level.WARNING, "budgets were not given back: {0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closing = true;
        budgets.signal();
        try {
            var _ = thread.join(AccountRules.LEASE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
