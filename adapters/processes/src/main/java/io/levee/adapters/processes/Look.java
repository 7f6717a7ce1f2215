package io.levee.adapters.processes;

import java.util.Optional;

/// What became of a program, as far as this machine knows. What ended stays so.
public sealed interface Look {
    /// Its command has not ended, or may still begin.
    record Running(Usage usage) implements Look {}

    /// Its command ended. What it left running is ended by whoever calls `end`.
    ///
    /// @param code 128 and the number of the signal where one ended it; 126 or 127 where the command
    ///     could not be run, which its log explains
    /// @param cap  what it reached, if anything
    record Exited(int code, Optional<Broken> cap) implements Look {}

    /// Nothing of it is left, and nobody knows how its command ended: it was killed whole, or the
    /// machine started anew.
    ///
    /// @param mayHaveBegun false where not one instruction of it ran, and none will
    record Gone(boolean mayHaveBegun) implements Look {}
}
