package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport;
import io.levee.change.Change;
import java.util.List;

/// Posts, closes and reopens until the threads are the findings. Nothing is posted without having
/// looked what is there, also after a post of which nobody knows whether it came. Where it ends in
/// the middle, the next begins by looking too.
public final class Publishing {
    static final int ROUNDS_MAX = 6;

    private Publishing() {}

    /// @throws IllegalStateException where it is still not known after [#ROUNDS_MAX] looks
    public static Published.Done publish(Threads threads, Change change, ReviewReport report, Wire wire) {
        List<Posting> wanted = Postings.of(report, change);
        int posted = 0;
        int closed = 0;
        int reopened = 0;
        for (int round = 1; round <= ROUNDS_MAX; round++) {
            PostRules.Plan plan = PostRules.plan(wanted, threads.ours());
            plan.close().forEach(thread -> close(thread, threads));
            plan.reopen().forEach(thread -> reopen(thread, threads));
            closed += plan.close().size();
            reopened += plan.reopen().size();
            posted = Math.max(posted, plan.post().size());
            if (plan.post().isEmpty() || threads.post(plan.post())) {
                return new Published.Done(posted, closed, reopened);
            }
            wire.pause(round);
        }
        throw new IllegalStateException("nobody knows whether the comments came: publish it again");
    }

    /// Marked first: what is resolved without the mark is taken for a person's doing.
    private static void close(PostedThread thread, Threads threads) {
        if (!thread.marker().gone()) {
            threads.edit(thread, thread.marker().gone(true).in(thread.body()));
        }
        if (!thread.resolved()) {
            threads.resolve(thread, true);
        }
    }

    /// The other way round, for the same reason.
    private static void reopen(PostedThread thread, Threads threads) {
        if (thread.resolved()) {
            threads.resolve(thread, false);
        }
        threads.edit(thread, thread.marker().gone(false).in(thread.body()));
    }
}
