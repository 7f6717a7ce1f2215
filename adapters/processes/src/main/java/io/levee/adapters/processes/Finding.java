package io.levee.adapters.processes;

import java.nio.file.Path;

/// A record of a tree that cannot be used. What it stood for may still run, and a person has to
/// look.
///
/// @param problem what is wrong and what to do, for people
public record Finding(Path file, String problem) {}
