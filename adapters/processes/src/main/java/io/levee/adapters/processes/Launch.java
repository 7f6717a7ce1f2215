package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One launch, in the order that lets nothing run that could not be found again: record, contain,
/// see, let go.
record Launch(Records records, Containment containment, TreeId id, Consumer<LaunchStep> steps) {
    /// What is started.
    ///
    /// @param shell  waits at the gate
    /// @param script what it is told there
    /// @param job    the folder of what is kept of it
    @SuppressWarnings("ArrayRecordComponent") // said once and never compared
    record Opening(List<String> shell, byte[] script, Path directory, Path output, Optional<Path> job) {
        static Opening plain(byte[] script, Path directory, Path output) {
            return new Opening(Gate.SHELL, script, directory, output, Optional.empty());
        }
    }

    private static final Duration DISCARD_MAX = Duration.ofSeconds(2);

    Launch(Records records, Containment containment, TreeId id) {
        this(records, containment, id, LaunchStep.UNSEEN);
    }

    /// @param mayRun asked last: false where the tree was ended while it started
    Tree run(Opening opening, BooleanSupplier mayRun) {
        Place place = containment.plan(id);
        Process waiting = null;
        boolean running = false;
        try {
            if (!(place instanceof Place.Later)) {
                records.write(new Records.Entry(id, containment.tier(), place, opening.job()));
            }
            steps.accept(LaunchStep.RECORDED);
            waiting = Gate.open(containment.prefix(), opening.shell(), opening.directory(), opening.output());
            steps.accept(LaunchStep.WAITING);
            Place planned = place;
            place = containment.contain(waiting, planned);
            if (!place.equals(planned)) {
                records.write(new Records.Entry(id, containment.tier(), place, opening.job()));
            }
            steps.accept(LaunchStep.CONTAINED);
            if (!mayRun.getAsBoolean()) {
                throw new IOException("it was ended while it started");
            }
            Gate.release(waiting, opening.script());
            running = true;
            steps.accept(LaunchStep.RELEASED);
            return new Tree(id, containment.tier());
        } catch (IOException | UncheckedIOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "tree `%s` was not started in %s: %s; open the folder again to try what works now"
                            .formatted(id, containment.tier(), e.getMessage()),
                    e);
        } finally {
            if (!running) {
                abandon(waiting, place);
            }
        }
    }

    private void abandon(@Nullable Process waiting, Place place) {
        if (waiting != null) {
            waiting.destroyForcibly();
        }
        discard(containment, place);
        try {
            records.remove(id);
        } catch (IOException e) {
            return; // it says where nothing is, and goes with the next look at all trees
        }
    }

    /// Ends and removes what a launch or a trial left, as far as it can.
    static void discard(Containment containment, Place place) {
        if (place instanceof Place.Later) {
            return;
        }
        try {
            Ending.end(containment, place, DISCARD_MAX);
            containment.remove(place);
        } catch (IOException | UncheckedIOException | LeveeException e) {
            return; // an empty group at most: nothing was let through the gate
        }
    }
}
