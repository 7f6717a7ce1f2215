package io.levee.app.demo.flagflip;

import io.levee.adapters.kafka.admin.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// The flag `debug-events` goes to 100 %, twice, each time on a broker of its own.
///
/// @param home   the checkout of Levee, with the engine `kafka` resolved
/// @param folder for what each needs; deleted at the end
public record FloodStory(Path home, Path folder) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /// What happened: the topic has no bounds, the disk fills, and the broker ends, with every
    /// topic on it.
    public Flooded happened() throws IOException, InterruptedException {
        try (SmallBroker broker = SmallBroker.start(home, folder)) {
            broker.flip(100);
            return broker.awaitExit(LONGEST);
        }
    }

    /// @param enforced what Levee's operations did before the flip
    public record Bounded(Outcome enforced, Flooded flooded) {}

    /// The same once Levee's operations put a quota on the user and bounds on its topic.
    ///
    /// @param sinceFlip how long orders are to be written after the flip: as long as killed the
    ///                  first, or longer
    public Bounded withBounds(Duration sinceFlip) throws IOException, InterruptedException {
        try (SmallBroker broker = SmallBroker.start(home, folder)) {
            Outcome enforced = broker.operations().enforce(SmallBroker.FLOODING_USER, Flood.TOPIC);
            broker.flip(100);
            return new Bounded(enforced, broker.awaitOrderAfter(sinceFlip, sinceFlip.plus(LONGEST)));
        }
    }
}
