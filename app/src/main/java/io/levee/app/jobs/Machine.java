package io.levee.app.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What names this machine, as far as its programs go: replicas that share it can look after each
/// other's, until it boots.
public final class Machine {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

    private Machine() {}

    /// @param otherwise where the kernel does not say
    public static String name(String otherwise) {
        try {
            return Files.readString(BOOT).strip() + " "
                    + Files.readSymbolicLink(PROCESSES).toString();
        } catch (IOException e) {
            return otherwise;
        }
    }
}
