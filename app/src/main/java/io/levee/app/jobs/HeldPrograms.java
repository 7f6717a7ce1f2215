package io.levee.app.jobs;

import io.levee.adapters.processes.Means;
import io.levee.adapters.processes.Means.By;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How jobs on this machine are held, for people.
public final class HeldPrograms {
    private HeldPrograms() {}

    /// Such as `jobs end by cgroup2; the kernel holds memory, processors, processes; Levee watches disk; ...`.
    public static String text(Means means) {
        List<String> parts = new ArrayList<>();
        parts.add("jobs end by " + means.tier().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        said(parts, "the kernel holds their %s", held(means, By.KERNEL, By.USER_LIMIT));
        said(parts, "Levee watches their %s", held(means, By.WATCHED));
        said(parts, "nothing holds their %s", held(means, By.NOT));
        parts.add(
                means.ownUser()
                        ? "each has a user of its own"
                        : "they would have Levee's own user: run it as root, or see `sharedUser` in docs/guide/jobs.md");
        return String.join("; ", parts);
    }

    private static void said(List<String> parts, String how, List<String> what) {
        if (!what.isEmpty()) {
            parts.add(how.formatted(String.join(", ", what)));
        }
    }

    private static List<String> held(Means means, By... how) {
        List<By> any = List.of(how);
        List<String> held = new ArrayList<>();
        if (any.contains(means.memory())) {
            held.add("memory");
        }
        if (any.contains(means.cpu())) {
            held.add("processors");
        }
        if (any.contains(means.processes())) {
            held.add("processes");
        }
        if (any.contains(means.disk())) {
            held.add("disk");
        }
        return held;
    }
}
