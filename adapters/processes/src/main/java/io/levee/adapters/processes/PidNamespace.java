package io.levee.adapters.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A pid namespace, made by `unshare` of util-linux. Nobody leaves one, and when its first process
/// ends the kernel kills the others and lets the first go only when they are gone.
///
/// @param options how this user may make one
record PidNamespace(Path unshare, List<String> options) implements Containment {
    private static final Duration START_MAX = Duration.ofSeconds(5);

    /// Directly where we may, else inside a user namespace in which we may.
    static List<Containment> candidates() {
        Optional<Path> unshare = Stream.of("/usr/bin/unshare", "/bin/unshare")
                .map(Path::of)
                .filter(it -> it.toFile().canExecute())
                .findFirst();
        return unshare.stream()
                .<Containment>flatMap(it -> Stream.of(
                        new PidNamespace(it, List.of()), new PidNamespace(it, List.of("--user", "--map-current-user"))))
                .toList();
    }

    @Override
    public Tier tier() {
        return Tier.PID_NAMESPACE;
    }

    @Override
    public List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        prefix.add(unshare.toString());
        prefix.addAll(options);
        prefix.addAll(List.of("--fork", "--pid", "--kill-child"));
        return prefix;
    }

    @Override
    public Place plan(TreeId id) {
        return new Place.Later();
    }

    @Override
    public Place contain(Process waiting, Place planned) throws IOException {
        OptionalLong ours = Proc.namespace(ProcessHandle.current().pid());
        long deadline = System.nanoTime() + START_MAX.toNanos();
        do {
            Optional<ProcessHandle> first = waiting.toHandle().children().findFirst();
            if (first.isPresent()) {
                long init = first.get().pid();
                OptionalLong inode = Proc.namespace(init);
                Optional<Proc.Stat> stat = Proc.stat(init);
                if (inode.isPresent() && !inode.equals(ours) && stat.isPresent()) {
                    return new Place.Namespace(init, stat.get().startTicks(), inode.getAsLong(), Proc.boot());
                }
            }
        } while (waiting.isAlive() && System.nanoTime() < deadline && Ending.pause(Duration.ofMillis(1)));
        throw new IOException("`%s` made no pid namespace".formatted(String.join(" ", prefix())));
    }

    /// The number of a namespace that is gone is given to another, so it counts only while the
    /// first process is there.
    @Override
    public Set<Long> alive(Place place) throws IOException {
        Place.Namespace namespace = namespace(place);
        if (first(namespace).isEmpty()) {
            return Set.of();
        }
        List<Proc.Stat> all = Proc.all();
        Set<Long> inside = new HashSet<>(Set.of(namespace.init()));
        for (Proc.Stat stat : all) {
            OptionalLong inode = Proc.namespace(stat.pid());
            if (inode.isPresent() && inode.getAsLong() == namespace.inode()) {
                inside.add(stat.pid());
            }
        }
        // who hides its namespace, or made one of its own below, still descends from the first
        boolean more = true;
        while (more) {
            more = false;
            for (Proc.Stat stat : all) {
                more |= inside.contains(stat.parent()) && inside.add(stat.pid());
            }
        }
        Set<Long> alive = new TreeSet<>();
        all.stream().filter(it -> inside.contains(it.pid()) && !it.dead()).forEach(it -> alive.add(it.pid()));
        return alive;
    }

    @Override
    public Set<Long> kill(Place place) throws IOException {
        Place.Namespace namespace = namespace(place);
        // the handle first: it is nobody else's when the start is still right after it was taken
        Optional<ProcessHandle> handle = ProcessHandle.of(namespace.init());
        Set<Long> there = alive(place);
        if (handle.isPresent() && first(namespace).isPresent()) {
            handle.get().destroyForcibly();
        }
        return there;
    }

    @Override
    public boolean empty(Place place) throws IOException {
        return alive(place).isEmpty();
    }

    /// The kernel keeps the first alive until the others are gone.
    @Override
    public boolean inhabited(Place place) throws IOException {
        return first(namespace(place)).filter(it -> !it.dead()).isPresent();
    }

    @Override
    public boolean remove(Place place) {
        return true;
    }

    /// INVARIANT: a pid that was reused is not killed. The same pid, start and boot is the same
    /// process; and a record that somebody wrote by hand never names a process of our own
    /// namespace.
    private static Optional<Proc.Stat> first(Place.Namespace namespace) throws IOException {
        if (!namespace.boot().equals(Proc.boot())) {
            return Optional.empty();
        }
        OptionalLong inode = Proc.namespace(namespace.init());
        OptionalLong ours = Proc.namespace(ProcessHandle.current().pid());
        if (inode.isPresent() && (inode.equals(ours) || inode.getAsLong() != namespace.inode())) {
            return Optional.empty();
        }
        return Proc.stat(namespace.init()).filter(it -> it.startTicks() == namespace.startTicks());
    }

    private static Place.Namespace namespace(Place place) {
        if (place instanceof Place.Namespace namespace) {
            return namespace;
        }
        throw new IllegalArgumentException("`%s` is no pid namespace".formatted(place));
    }
}
