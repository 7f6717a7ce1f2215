package io.levee.adapters.organisation;

import io.levee.organisation.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Reads the folder again whenever it changes and publishes what came of it; the last good revision is kept.
///
/// A valid change is published a few milliseconds after the last write. An invalid one must stay invalid
/// for [#PATIENCE] first: editors truncate, write and rename, and for an instant the folder is in between.
/// Events tell when to look; once a second names, sizes and times are compared as well, for file systems
/// that tell nothing.
///
/// One thread does all of it and calls the listener, which therefore sees revisions in order.
public final class OrganisationWatch implements AutoCloseable {
    /// Silence after an event that counts as "done writing".
    static final Duration QUIET = Duration.ofMillis(5);
    /// A folder that is never silent is read anyway.
    static final Duration QUIET_MAX = Duration.ofMillis(20);
    /// How long an invalid folder may be on its way to a valid one.
    static final Duration PATIENCE = Duration.ofMillis(250);
    /// After a look that an event called for: then the folder is compared, for what happened meanwhile. It is no part
    /// of the look, because a right that was taken away waits for nothing that can be done later.
    static final Duration SETTLING = Duration.ofMillis(100);
    /// Between looks without an event.
    static final Duration FALLBACK = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(OrganisationWatch.class.getName());

    private final OrganisationFolder folder;
    private final Consumer<Reload> listener;
    private final FolderEvents events;
    private final Thread thread;
    private Stamp stamp = new Stamp(0, List.of());
    private String kept;
    /// What was told last; none while the folder is valid.
    private List<Problem> rejected = List.of();
    /// Whether the listener failed to take over what it was told last.
    private boolean owed;

    private OrganisationWatch(OrganisationFolder folder, String revision, Consumer<Reload> listener) {
        this.folder = folder;
        this.kept = revision;
        this.listener = listener;
        this.events = new FolderEvents(folder.root());
        this.thread = Thread.ofPlatform().daemon().name("organisation-watch").unstarted(this::run);
    }

    /// Starts watching. A change between the caller's own reading and this call is noticed.
    ///
    /// @param revision what is in force now
    public static OrganisationWatch start(OrganisationFolder folder, String revision, Consumer<Reload> listener) {
        OrganisationWatch watch = new OrganisationWatch(folder, revision, listener);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            boolean settled = !moved();
            look();
            while (true) {
                if (events.await(settled ? FALLBACK : SETTLING)) {
                    awaitQuiet();
                    look();
                    settled = false;
                } else {
                    settled = !moved();
                    if (owed || !settled) {
                        look();
                    }
                }
            }
        } catch (ClosedWatchServiceException _) {
            // closed: that is how this thread ends
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        long end = System.nanoTime() + QUIET_MAX.toNanos();
        while (events.await(QUIET) && System.nanoTime() < end) {
            // something is still being written
        }
    }

    /// Reads until the folder is valid, or has been invalid for [#PATIENCE].
    private void look() throws InterruptedException {
        long impatient = System.nanoTime() + PATIENCE.toNanos();
        while (!taken(folder.read(), Duration.ofNanos(impatient - System.nanoTime()))) {
            // it may be on its way to something valid
        }
    }

    /// False where the folder is invalid and may still be on its way to a valid one.
    private boolean taken(Reading reading, Duration patience) throws InterruptedException {
        switch (reading) {
            case Reading.Valid valid -> loaded(valid);
            case Reading.Invalid(var problems) when problems.equals(rejected) -> {}
            case Reading.Invalid(var _)
            when patience.isPositive() -> {
                events.await(patience.compareTo(QUIET_MAX) < 0 ? patience : QUIET_MAX);
                return false;
            }
            case Reading.Invalid(var problems) -> rejected(problems);
        }
        return true;
    }

    /// Whether anything is different from the last time this was asked. New folders are watched from here on, so what
    /// happened in them before must be read after it.
    private boolean moved() {
        Stamp now = Stamp.of(folder.root());
        events.watch(now.folders());
        boolean moved = !now.sameAs(stamp);
        stamp = now;
        return moved;
    }

    private void loaded(Reading.Valid valid) {
        String revision = valid.organisation().revision();
        if (revision.equals(kept) && rejected.isEmpty()) {
            owed = false;
        } else if (published(new Reload.Loaded(valid.organisation(), valid.problems()))) {
            kept = revision;
            rejected = List.of();
        }
    }

    private void rejected(List<Problem> problems) {
        if (published(new Reload.Rejected(problems, kept))) {
            rejected = problems;
        }
    }

    /// The thread's root: a listener that fails must not end the watch. It is told again at the next look,
    /// at the latest after [#FALLBACK]: a right that was taken away must not survive because the first
    /// telling failed.
    private boolean published(Reload reload) {
        try {
            listener.accept(reload);
            owed = false;
        } catch (RuntimeException e) {
            owed = true;
            LOG.log(Level.ERROR, "a reload of the organisation was not taken over; it is tried again", e);
        }
        return !owed;
    }

    /// Ends the watch; no listener is called after this returns, unless it is the listener that closes.
    @Override
    public void close() {
        events.close();
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
