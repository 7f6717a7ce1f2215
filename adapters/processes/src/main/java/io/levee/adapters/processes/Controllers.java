package io.levee.adapters.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// The controllers of version 1 by which the kernel holds caps, one group for each and program. They are apart
/// from what holds the tree together, so that what keeps the exit code and the log is in the tree and under no
/// cap.
record Controllers(Map<Kind, CgroupMount> mounts, RandomGenerator random) {
    private static final int PERIOD_MICROS = 100_000;

    enum Kind {
        MEMORY("memory"),
        CPU("cpu"),
        PROCESSES("pids"),
        /// Counts processor time and caps nothing.
        COUNT("cpuacct");

        private final String controller;

        String controller() {
            return controller;
        }

        Kind(String controller) {
            this.controller = controller;
        }
    }

    /// The groups of one program.
    record Groups(Map<Kind, Path> paths) {
        Groups {
            paths = Map.copyOf(paths);
        }
    }

    Controllers {
        mounts = Map.copyOf(mounts);
    }

    static Controllers none() {
        return new Controllers(Map.of(), RandomGenerator.getDefault());
    }

    /// Those that work here, which it finds out by trying.
    static Controllers here(RandomGenerator random) {
        Map<Kind, CgroupMount> working = new EnumMap<>(Kind.class);
        Caps harmless = new Caps(1L << 30, 1_000, 100, 1L << 30);
        for (Kind kind : Kind.values()) {
            CgroupMount.controller(kind.controller).ifPresent(mount -> {
                Controllers one = new Controllers(Map.of(kind, mount), random);
                Groups groups = one.plan(new TreeId("trial"));
                try {
                    one.create(groups, harmless);
                    working.put(kind, mount);
                } catch (IOException e) { // not for this user, or a parent allows less
                } finally {
                    one.remove(groups);
                }
            });
        }
        return new Controllers(working, random);
    }

    boolean has(Kind kind) {
        return mounts.containsKey(kind);
    }

    /// Chooses names and touches nothing.
    Groups plan(TreeId id) {
        Map<Kind, Path> paths = new EnumMap<>(Kind.class);
        mounts.forEach((kind, mount) -> paths.put(kind, mount.newGroup(id, random)));
        return new Groups(paths);
    }

    void create(Groups groups, Caps caps) throws IOException {
        for (Map.Entry<Kind, Path> each : groups.paths().entrySet()) {
            Path group = Files.createDirectory(each.getValue());
            switch (each.getKey()) {
                case MEMORY -> {
                    write(group, "memory.limit_in_bytes", caps.memoryBytes());
                    if (Files.exists(group.resolve("memory.memsw.limit_in_bytes"))) {
                        write(group, "memory.memsw.limit_in_bytes", caps.memoryBytes());
                    }
                }
                case CPU -> {
                    write(group, "cpu.cfs_period_us", PERIOD_MICROS);
                    write(group, "cpu.cfs_quota_us", caps.cpuMillisPerSecond() * (PERIOD_MICROS / 1_000L));
                }
                case PROCESSES -> write(group, "pids.max", caps.processes());
                case COUNT -> {}
            }
        }
    }

    /// What was reached, from what the kernel counted. For memory only where it ended somebody for it: memory that
    /// could be taken back is nobody's failure.
    Optional<Broken> broken(Groups groups, Caps caps) {
        Optional<Path> memory = path(groups, Kind.MEMORY);
        if (memory.isPresent() && after(memory.get(), "memory.oom_control", "oom_kill ") > 0) {
            long most = number(memory.get(), "memory.max_usage_in_bytes").orElse(caps.memoryBytes());
            return Optional.of(new Broken(Cap.MEMORY, caps.memoryBytes(), most));
        }
        Optional<Path> processes = path(groups, Kind.PROCESSES);
        if (processes.isPresent() && after(processes.get(), "pids.events", "max ") > 0) {
            return Optional.of(new Broken(Cap.PROCESSES, caps.processes(), caps.processes() + 1L));
        }
        return Optional.empty();
    }

    Usage usage(Groups groups, long printedBytes) {
        long memory = path(groups, Kind.MEMORY)
                .map(it -> number(it, "memory.usage_in_bytes").orElse(0))
                .orElse(0L);
        long processes = path(groups, Kind.PROCESSES)
                .map(it -> number(it, "pids.current").orElse(0))
                .orElse(0L);
        long nanos = path(groups, Kind.COUNT)
                .map(it -> number(it, "cpuacct.usage").orElse(0))
                .orElse(0L);
        return new Usage(memory, Duration.ofNanos(nanos), (int) processes, printedBytes);
    }

    /// False where the kernel still needs one of them.
    boolean remove(Groups groups) {
        boolean all = true;
        for (Path group : groups.paths().values()) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) {
                all = false;
            }
        }
        return all;
    }

    /// INVARIANT: what a file says is a group is one of ours and below where such groups are.
    boolean ours(TreeId id, Groups groups) {
        return groups.paths().entrySet().stream().allMatch(each -> {
            CgroupMount mount = mounts.get(each.getKey());
            Path name = each.getValue().getFileName();
            return each.getValue().equals(each.getValue().normalize())
                    && name != null
                    && name.toString().startsWith("levee-" + id + "-")
                    && (mount == null || each.getValue().startsWith(mount.point()));
        });
    }

    private static Optional<Path> path(Groups groups, Kind kind) {
        return Optional.ofNullable(groups.paths().get(kind));
    }

    private static void write(Path group, String file, long value) throws IOException {
        ControlGroup.write(group.resolve(file), Long.toString(value));
    }

    private static OptionalLong number(Path group, String file) {
        String text = read(group, file).strip();
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static long after(Path group, String file, String key) {
        return read(group, file)
                .lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String read(Path group, String file) {
        try {
            return ControlGroup.read(group.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
