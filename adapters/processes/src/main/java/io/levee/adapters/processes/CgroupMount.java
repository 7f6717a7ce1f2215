package io.levee.adapters.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A hierarchy of control groups, and which group of it Levee itself is in.
record CgroupMount(Path point, Path own) {
    private static final String UNIFIED = "cgroup2";
    private static final String FREEZER = "freezer";

    static Optional<CgroupMount> unified() {
        return ofThisProcess(UNIFIED);
    }

    static Optional<CgroupMount> freezer() {
        return ofThisProcess(FREEZER);
    }

    /// One of the controllers of version 1, such as `memory`.
    static Optional<CgroupMount> controller(String name) {
        return ofThisProcess(name);
    }

    /// @param mounts lines of `/proc/self/mountinfo`
    /// @param groups lines of `/proc/self/cgroup`
    /// @param kind `cgroup2`, or a controller of version 1
    static Optional<CgroupMount> find(List<String> mounts, List<String> groups, String kind) {
        for (String line : mounts) {
            int dash = line.indexOf(" - ");
            List<String> left = words(line.substring(0, Math.max(dash, 0)));
            List<String> right = words(line.substring(dash + 1));
            if (dash > 0 && left.size() > 4 && right.size() > 3 && is(kind, right.get(1), right.get(3))) {
                Path point = Path.of(left.get(4).replace("\\040", " "));
                return groupOf(groups, kind).map(group -> new CgroupMount(point, below(point, left.get(3), group)));
            }
        }
        return Optional.empty();
    }

    Path newGroup(TreeId id, RandomGenerator random) {
        return own.resolve("levee-%s-%s".formatted(id, HexFormat.of().toHexDigits(random.nextLong())));
    }

    private static Optional<CgroupMount> ofThisProcess(String kind) {
        try {
            return find(
                    Files.readAllLines(Path.of("/proc/self/mountinfo")),
                    Files.readAllLines(Path.of("/proc/self/cgroup")),
                    kind);
        } catch (IOException e) { // not Linux, or without /proc: the tier is not here
            return Optional.empty();
        }
    }

    private static boolean is(String kind, String type, String options) {
        return kind.equals(UNIFIED)
                ? type.equals(UNIFIED)
                : type.equals("cgroup") && Arrays.asList(options.split(",", -1)).contains(kind);
    }

    private static Optional<String> groupOf(List<String> groups, String kind) {
        for (String line : groups) {
            // 0::/path for version 2, 6:freezer:/path for version 1
            String[] parts = line.split(":", 3);
            if (parts.length == 3
                    && (kind.equals(UNIFIED)
                            ? parts[0].equals("0") && parts[1].isEmpty()
                            : Arrays.asList(parts[1].split(",", -1)).contains(kind))) {
                return Optional.of(parts[2]);
            }
        }
        return Optional.empty();
    }

    /// Inside a container the mount shows a part of the hierarchy only, and the group is named from
    /// its root.
    private static Path below(Path point, String root, String group) {
        Path from = Path.of(root);
        Path to = Path.of(group).normalize();
        Path own = to.startsWith(from) ? point.resolve(from.relativize(to).toString()) : point;
        return own.normalize();
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }
}
