package io.levee.adapters.processes;

/// How much of this machine a confined program may use, all its processes together. How each is held
/// here, [Means] says.
///
/// @param memoryBytes        4 MiB to 1 TiB
/// @param cpuMillisPerSecond milliseconds of processors in each second, 10 to 1,000,000: 1,500 is one
///     and a half processors
/// @param processes          processes and threads, 2 to 100,000
/// @param diskBytes          in its scratch folder, 1 MiB to 100 TiB
public record Caps(long memoryBytes, int cpuMillisPerSecond, int processes, long diskBytes) {
    private static final long MIB = 1 << 20;

    /// @throws IllegalArgumentException where one is outside of its bounds
    public Caps {
        check("memory", memoryBytes, 4 * MIB, MIB * MIB);
        check("processor time", cpuMillisPerSecond, 10, 1_000_000);
        check("processes", processes, 2, 100_000);
        check("disk", diskBytes, MIB, 100 * MIB * MIB);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("a cap on %s is %d to %d, not `%d`".formatted(what, min, max, value));
        }
    }
}
