package io.levee.adapters.processes;

/// A cap that a program reached. For memory and disk processes were ended for it; for processes it got
/// no more of them.
///
/// @param limit bytes, or processes
/// @param seen  what it had or asked for, in the same unit, as far as it was seen
public record Broken(Cap which, long limit, long seen) {}
