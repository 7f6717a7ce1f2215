package io.levee.adapters.processes;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A control group of version 2. The kernel kills all of it at once, also who forks meanwhile,
/// and says who is left.
record Cgroup2(CgroupMount mount, RandomGenerator random) implements Containment {
    @Override
    public Tier tier() {
        return Tier.CGROUP2;
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
        Set<Long> there = group.pids();
        group.leave();
        try {
            ControlGroup.write(group.directory().resolve("cgroup.kill"), "1");
        } catch (NoSuchFileException e) {
            return Set.of(); // it ended by itself and was removed
        }
        killWhoLooksDead(group);
        return there;
    }

    /// `cgroup.kill` signals the first thread of each program, which does nothing to a program
    /// whose first thread has ended while others run on (seen on Linux 6.18).
    private static void killWhoLooksDead(ControlGroup group) throws IOException {
        Map<Long, ProcessHandle> headless = new HashMap<>();
        for (long pid : group.pids()) {
            if (Proc.stat(pid).filter(it -> it.state() == 'Z').isPresent()) {
                ProcessHandle.of(pid).ifPresent(it -> headless.put(pid, it));
            }
        }
        if (!headless.isEmpty()) {
            // the list again after the handles: who is still in it is nobody with a reused pid
            headless.keySet().retainAll(group.pids());
            headless.values().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /// The list counts groups that are below as well only through `populated`, which the kernel
    /// keeps for all of them.
    @Override
    public boolean empty(Place place) throws IOException {
        ControlGroup group = ControlGroup.of(mount, place);
        String events = ControlGroup.read(group.directory().resolve("cgroup.events"));
        return events.contains("populated 0\n") ? group.pids().isEmpty() : !group.exists();
    }

    @Override
    public boolean remove(Place place) throws IOException {
        return ControlGroup.of(mount, place).remove();
    }
}
