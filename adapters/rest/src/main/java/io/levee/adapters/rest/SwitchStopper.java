package io.levee.adapters.rest;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Stops by switching off, looks whether it is off, and switches on again what it switched off.
/// Where an order covers nothing here, the system is not asked.
public final class SwitchStopper implements Stopper {
    /// The mark of a rehearsal that did not come to its end is one of ours too.
    static final String REHEARSAL = "rehearsal";
    /// For the answer after the last request.
    private static final Duration SPARE = Duration.ofMillis(250);

    private final Layer layer;
    private final String name;
    private final String things;
    private final Footholds footholds;
    private final Function<Duration, Switch> open;

    /// @param things what is switched, in the plural: `cards`
    /// @param open   begins to talk with the system; all of it has to end within the time given
    public SwitchStopper(
            Layer layer, String name, String things, Footholds footholds, Function<Duration, Switch> open) {
        this.layer = layer;
        this.name = name;
        this.things = things;
        this.footholds = footholds;
        this.open = open;
    }

    @Override
    public Layer layer() {
        return layer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<String> covered = footholds.covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "0 of 0 %s".formatted(things));
        }
        Switch its = open();
        List<Switch.Turn> turns =
                Sweep.of(covered, id -> its.off(id, order.stop().value())).orThrow("switching off");
        long changed = turns.stream().filter(Switch.Turn::changed).count();
        long unmarked =
                turns.stream().filter(turn -> turn.changed() && !turn.marked()).count();
        int ended = turns.stream().mapToInt(Switch.Turn::ended).sum();
        return new Done(
                changed,
                "%d of %d %s switched off, %d ended, %d without a mark"
                        .formatted(changed, turns.size(), things, ended, unmarked));
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<String> covered = footholds.covered(order);
        if (covered.isEmpty()) {
            return new Proof(true, "0 of 0 %s".formatted(things));
        }
        Switch its = open();
        Sweep<Switch.Position> seen = Sweep.of(covered, id -> its.look(id, at.time()));
        long off = seen.done().stream().filter(Switch.Position::off).count();
        int live = seen.done().stream().mapToInt(Switch.Position::live).sum();
        return new Proof(
                off == covered.size() && live == 0,
                "%d of %d %s off, %d live, %d not seen"
                        .formatted(
                                off, covered.size(), things, live, seen.failed().size()));
    }

    @Override
    public void resume(StopFact.Ordered order) {
        List<String> free = footholds.free(order);
        if (free.isEmpty()) {
            return;
        }
        Switch its = open();
        Sweep.of(free, id -> {
                    Switch.Position position = its.look(id, Instant.MAX);
                    if (position.off() && position.ours()) {
                        its.on(id);
                    }
                    return id;
                })
                .orThrow("switching on");
    }

    @Override
    public Optional<Proof> rehearse() {
        return footholds.canary().map(this::rehearse);
    }

    private Proof rehearse(String canary) {
        Switch its = open();
        Switch.Position before = its.look(canary, Instant.MAX);
        if (before.off() && !before.ours()) {
            throw new IllegalStateException("the canary is off, and not by a rehearsal: switch it on");
        }
        boolean off;
        try {
            its.off(canary, REHEARSAL);
            off = its.look(canary, Instant.MAX).off();
        } finally {
            Switch.Position now = its.look(canary, Instant.MAX);
            if (now.off() && now.ours()) {
                its.on(canary);
            }
        }
        boolean on = !its.look(canary, Instant.MAX).off();
        return new Proof(off && on, "canary off: %s, on again: %s".formatted(off, on));
    }

    private Switch open() {
        return open.apply(deadline().minus(SPARE));
    }
}
