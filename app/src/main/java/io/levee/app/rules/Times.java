package io.levee.app.rules;

import io.levee.cli.CommandFailure;
import io.levee.cli.Exit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people type them.
final class Times {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

    private Times() {}

    static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new CommandFailure(
                    Exit.USAGE, "`%s` is no time: write one like `15m`, `1h` or `30d`".formatted(text));
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /// So long before `newest`, or the time itself.
    static Instant before(Instant newest, String since) {
        if (!since.contains("T")) {
            return newest.minus(duration(since));
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeException e) {
            throw new CommandFailure(
                    Exit.USAGE, "`%s` is no time: write `30d`, or 2026-11-01T00:00:00Z".formatted(since), e);
        }
    }
}
