package io.levee.app.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What this process and all that it started took so far. To look at thousands of processes takes memory of this one.
///
/// @param cpu       of all of them together
/// @param othersMib resident, of its database and of what holds programs, without what these share; programs too
record Usage(Duration cpu, long othersMib) {
    private static final String RESIDENT = "VmRSS:";
    private static final String SHARED = "RssFile:";
    private static final String SHARED_MEMORY = "RssShmem:";

    /// Resident, of this process alone.
    static long replicaMib() {
        return kib(ProcessHandle.current().pid(), RESIDENT) / 1024;
    }

    static Usage now() {
        ProcessHandle self = ProcessHandle.current();
        try (Stream<ProcessHandle> all = self.descendants()) {
            List<ProcessHandle> others = all.toList();
            Duration cpu = self.info().totalCpuDuration().orElse(Duration.ZERO);
            long kib = 0;
            for (ProcessHandle other : others) {
                cpu = cpu.plus(other.info().totalCpuDuration().orElse(Duration.ZERO));
                kib += kib(other.pid(), RESIDENT) - kib(other.pid(), SHARED) - kib(other.pid(), SHARED_MEMORY);
            }
            return new Usage(cpu, kib / 1024);
        }
    }

    /// Zero where it is gone.
    private static long kib(long pid, String field) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }
}
