package io.levee.adapters.diagnosis.log;

import java.util.List;

/// One exception of a chain.
///
/// @param name       its class, with its package or module where the log has it
/// @param message    of one or more lines; may be empty
/// @param line       where it is told
/// @param frames     the first of its stack
/// @param suppressed whether it happened while another one was handled, and caused nothing
public record Thrown(String name, String message, Line line, List<Line> frames, boolean suppressed) {
    public Thrown {
        frames = List.copyOf(frames);
    }

    /// Without its package.
    public String simpleName() {
        int dot = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'));
        return name.substring(dot + 1);
    }

    boolean isSameAs(Thrown other) {
        return name.equals(other.name) && message.equals(other.message);
    }
}
