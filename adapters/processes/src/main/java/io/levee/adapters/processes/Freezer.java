package io.levee.adapters.processes;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A control group of version 1 with the freezer. Who is frozen cannot fork while the list is read
/// and cannot end, so no pid of the list is anybody else's.
record Freezer(CgroupMount mount, RandomGenerator random) implements Containment {
    private static final String STATE = "freezer.state";
    private static final Duration FREEZE_MAX = Duration.ofMillis(100);

    @Override
    public Tier tier() {
        return Tier.FREEZER;
    }

    @Override
    public List<String> prefix() {
        return List.of();
    }

    @Override
    public Place plan(TreeId id) {
        return new Place.Group(mount.newGroup(id, random));
    }

    @Override
    public Place contain(Process waiting, Place planned) throws IOException {
        ControlGroup group = ControlGroup.of(mount, planned);
        group.create();
        group.join(waiting.pid());
        return planned;
    }

    @Override
    public Set<Long> alive(Place place) throws IOException {
        return ControlGroup.of(mount, place).pids();
    }

    @Override
    public Set<Long> kill(Place place) throws IOException {
        ControlGroup group = ControlGroup.of(mount, place);
        group.leave(); // before freezing: frozen, Levee would end nothing any more
        try {
            freeze(group.directory().resolve(STATE));
            Set<Long> there = group.pids();
            there.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return there;
        } catch (NoSuchFileException e) {
            return Set.of(); // it ended by itself and was removed
        } finally {
            thaw(group); // only who runs can die
        }
    }

    @Override
    public boolean empty(Place place) throws IOException {
        return alive(place).isEmpty();
    }

    @Override
    public boolean remove(Place place) throws IOException {
        return ControlGroup.of(mount, place).remove();
    }

    /// Where it takes too long the kill goes on unfrozen, and the next round finds who forked.
    private static void freeze(Path state) throws IOException {
        ControlGroup.write(state, "FROZEN");
        long deadline = System.nanoTime() + FREEZE_MAX.toNanos();
        while (!ControlGroup.read(state).startsWith("FROZEN")
                && System.nanoTime() < deadline
                && Ending.pause(Duration.ofMillis(1))) {}
    }

    private static void thaw(ControlGroup group) throws IOException {
        for (Path each : group.groups()) {
            try {
                ControlGroup.write(each.resolve(STATE), "THAWED");
            } catch (NoSuchFileException e) { // removed meanwhile
            }
        }
    }
}
