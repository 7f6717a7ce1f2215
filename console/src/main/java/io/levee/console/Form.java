package io.levee.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Figures as people read them.
public final class Form {
    private Form() {}

    /// `850 µs`, `12.4 ms`, `3.2 s`.
    public static String duration(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        if (micros < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
        }
        return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }

    /// Between two RFC 3339 instants: `12.4 ms`, `3 min 12 s`, `26 h 5 min`; empty where one is none.
    static String span(String from, String to) {
        try {
            Duration span = Duration.between(Instant.parse(from), Instant.parse(to));
            if (span.toMinutes() < 1) {
                return duration(Math.max(0, span.toNanos() / 1_000));
            }
            return span.toHours() < 1
                    ? "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart())
                    : "%d h %d min".formatted(span.toHours(), span.toMinutesPart());
        } catch (DateTimeException e) {
            return "";
        }
    }

    /// `512 B`, `1.5 KiB`, `20.0 MiB`, `1.9 GiB`.
    public static String bytes(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        if (bytes < 1_048_576) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / 1_024.0);
        }
        if (bytes < 1_073_741_824) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / 1_048_576.0);
        }
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 1_073_741_824.0);
    }

    /// `1,250,000`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// `1 file`, `2 files`.
    static String many(long count, String one, String more) {
        return count(count) + " " + (count == 1 ? one : more);
    }

    /// A probability: `< 0.1 %`, `3.4 %`, `12 %`.
    public static String percent(double share) {
        if (share > 0 && share < 0.001) {
            return "< 0.1 %";
        }
        return String.format(Locale.ROOT, share == 0 || share >= 0.1 ? "%.0f %%" : "%.1f %%", share * 100);
    }

    /// `0.123`, or that it cannot be told yet.
    public static String score(@Nullable Double score) {
        return score == null ? "not yet" : String.format(Locale.ROOT, "%.3f", score);
    }

    /// `$1.50`, and as many digits as it takes: `$0.000012`.
    public static String dollars(long micros) {
        String exact = String.format(Locale.ROOT, "$%,d.%06d", micros / 1_000_000, micros % 1_000_000);
        return exact.replaceFirst("0{1,4}$", "");
    }

    /// The time of day of an RFC 3339 instant, to the millisecond.
    public static String clock(String time) {
        int t = time.indexOf('T');
        return t < 0
                ? time
                : time.substring(t + 1, Math.min(time.length(), t + 13)).replace("Z", "");
    }

    /// The time of day of an RFC 3339 instant, to the minute.
    public static String minute(String time) {
        String clock = clock(time);
        return clock.substring(0, Math.min(clock.length(), 5));
    }

    public static String date(String time) {
        int t = time.indexOf('T');
        return t < 0 ? time : time.substring(0, t);
    }
}
