package io.levee.adapters.processes;

import java.nio.file.Path;

/// Where the processes of one tree are: what is needed to find them again.
sealed interface Place {
    /// A control group of either version.
    record Group(Path directory) implements Place {}

    /// A pid namespace by its first process. A pid is reused, but not with the same start since the
    /// same boot.
    ///
    /// @param startTicks as `/proc/PID/stat` has it, in ticks since the boot
    /// @param inode the number of the namespace, which may be reused once it is gone
    record Namespace(long init, long startTicks, long inode, String boot) implements Place {}

    /// Known only once a process runs there.
    record Later() implements Place {}
}
