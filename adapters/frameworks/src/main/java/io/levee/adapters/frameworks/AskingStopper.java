package io.levee.adapters.frameworks;

import io.levee.adapters.rest.Pause;
import io.levee.adapters.rest.Sweep;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Asks a framework to end everything of a foothold, and waits for some time until it says that
/// nothing of it is live. What was ended stays so.
final class AskingStopper implements Stopper {
    private static final Duration SPARE = Duration.ofMillis(250);
    /// Between two looks, and how many: together less than the deadline.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int LOOKS_MAX = 20;

    private final String name;
    private final String things;
    private final Footholds footholds;
    private final Function<Duration, Runs> open;

    /// @param things what runs, in the plural: `tasks`
    /// @param open   begins to talk with the framework; all has to end within the time given
    AskingStopper(String name, String things, Footholds footholds, Function<Duration, Runs> open) {
        this.name = name;
        this.things = things;
        this.footholds = footholds;
        this.open = open;
    }

    @Override
    public Layer layer() {
        return Layer.FRAMEWORK;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<String> covered = footholds.covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "asked for 0 %s".formatted(things));
        }
        Runs runs = open();
        long asked = Sweep.of(covered, foothold -> ended(runs, foothold)).orThrow("asking").stream()
                .mapToLong(Integer::longValue)
                .sum();
        return new Done(asked, "asked for %d %s of %d footholds".formatted(asked, things, covered.size()));
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<String> covered = footholds.covered(order);
        if (covered.isEmpty()) {
            return new Proof(true, "only asked: 0 %s live of 0 footholds".formatted(things));
        }
        Runs runs = open();
        Sweep<Integer> live = Sweep.of(covered, foothold -> runs.live(foothold).size());
        int all = live.done().stream().mapToInt(Integer::intValue).sum();
        return new Proof(
                all == 0 && live.failed().isEmpty(),
                "only asked: %d %s live of %d footholds, %d not seen"
                        .formatted(all, things, covered.size(), live.failed().size()));
    }

    @Override
    public Optional<Proof> rehearse() {
        return footholds.canary().map(canary -> {
            open().rehearse(canary);
            return new Proof(true, "only asked: the canary's answer came");
        });
    }

    /// What began meanwhile is asked too.
    private static int ended(Runs runs, String foothold) {
        Set<String> asked = new HashSet<>();
        for (int look = 0; look < LOOKS_MAX; look++) {
            List<String> live = runs.live(foothold);
            if (live.isEmpty()) {
                return asked.size();
            }
            List<String> more = live.stream().filter(asked::add).toList();
            Sweep.of(more, run -> {
                        runs.end(run);
                        return run;
                    })
                    .orThrow("asking");
            if (more.isEmpty()) {
                Pause.of(PAUSE, "something was to end");
            }
        }
        throw new IllegalStateException("it was asked and goes on");
    }

    private Runs open() {
        return open.apply(deadline().minus(SPARE));
    }
}
