package io.levee.consent;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a policy's `@hold` says: permitted, once a person approves the very call. Written `10m`,
/// `90s`, `1h`, or nothing.
///
/// @param within how long an approval may take, from the call that asks to the call that uses it
public record Hold(Duration within) {
    public static final Duration DEFAULT = Duration.ofMinutes(15);
    /// No session lives longer (docs/adr/0041), and an approval is for one session.
    public static final Duration MAX = Duration.ofHours(1);

    private static final Duration MIN = Duration.ofSeconds(10);
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4})([smh])");

    public Hold {
        if (within.compareTo(MIN) < 0 || within.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("a hold lasts 10s to 1h, not `%s`".formatted(text(within)));
        }
    }

    /// Reads the written form; throws [IllegalArgumentException] where it is not one.
    public static Hold parse(String text) {
        if (text.isEmpty()) {
            return new Hold(DEFAULT);
        }
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no time: write `@hold(\"15m\")`, with s, m or h".formatted(text));
        }
        long count = Long.parseLong(written.group(1));
        return new Hold(
                switch (written.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    /// Both: the shorter one.
    Hold and(Hold other) {
        return within.compareTo(other.within) <= 0 ? this : other;
    }

    private static String text(Duration within) {
        long seconds = within.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    @Override
    public String toString() {
        return text(within);
    }
}
