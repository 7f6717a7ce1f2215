package io.levee.adapters.processes;

/// What holds a tree together, best first. Each ends double forks, sessions of their own and
/// whoever ignores SIGTERM; ADR 0100 says how they differ.
public enum Tier {
    /// A control group of version 2, ended by the kernel through `cgroup.kill`.
    CGROUP2,
    /// A pid namespace: the kernel ends all of it with its first process. The tree ends when its
    /// first program does.
    PID_NAMESPACE,
    /// A control group of version 1 that is frozen while its processes are killed one by one.
    FREEZER
}
