package io.levee.knowledge.diagnosis;

import java.util.List;
import java.util.Optional;

/// One thing that a failure leaves in a log. `message` is an expression of RE2 that must be found
/// in the text beside; its named groups become arguments.
public sealed interface Condition {
    /// An engine's own code: `UNRESOLVED_COLUMN`, `42703`, `UNKNOWN_TOPIC_OR_PARTITION`. One with
    /// parts is also known by the first of them.
    record Code(String code, Optional<String> message) implements Condition {}

    /// A class in a chain of exceptions.
    ///
    /// @param name with its package or without
    /// @param root only as the last of the chain, which caused the others
    record Thrown(String name, boolean root, Optional<String> message) implements Condition {}

    /// How the process ended, as whoever started it saw or as the log says.
    record Exit(List<Integer> codes) implements Condition {
        public Exit {
            codes = List.copyOf(codes);
        }
    }

    /// An expression of RE2 that one line has.
    record Written(String line) implements Condition {}

    /// A figure of the run.
    ///
    /// @param above whether it must be above `bound`, else below
    record Measured(String name, boolean above, double bound) implements Condition {}
}
