package io.levee.adapters.processes;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Levee that launches a confined program and is killed after one of the steps, or lives on when that is `none`.
final class DiesWhileLaunching {
    private DiesWhileLaunching() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String last = arguments[1];
        ConfinedTrees confined = Programs.confined(
                ProcessTrees.open(folder.resolve("trees")),
                folder,
                () -> Controllers.here(new SecureRandom()),
                step -> {
                    if (step.name().equals(last)) {
                        die();
                    }
                });
        var _ = confined.launch(
                new TreeId(arguments[4]),
                new Confined(
                        List.of("/bin/sh", "-c", arguments[2]),
                        Map.of("PATH", "/usr/bin:/bin", "MARK", arguments[3]),
                        Optional.empty(),
                        Programs.ROOMY),
                Map.of());
        Thread.sleep(Agents.DEADLINE);
    }

    private static void die() {
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("/bin/kill", "-9", self).start().waitFor();
            Thread.sleep(Agents.DEADLINE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
