package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which jobs a visitor wants to see.
///
/// @param show `all`, `open`, or a word of an outcome
public record JobFilter(String show) {
    public static final List<String> SHOWS =
            List.of("all", "open", "succeeded", "handed-back", "handed-over", "stopped", "quarantined");

    static JobFilter of(@Nullable String show) {
        return new JobFilter(show != null && SHOWS.contains(show) ? show : "all");
    }

    boolean admits(Job job) {
        return switch (show) {
            case "all" -> true;
            case "open" -> job.isOpen();
            default -> job.word().equals(show);
        };
    }
}
