package io.levee.console;

import java.util.Locale;

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

    /// `512 B`, `1.5 KiB`, `20.0 MiB`.
    public static String bytes(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        if (bytes < 1_048_576) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / 1_024.0);
        }
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1_048_576.0);
    }

    /// The time of day of an RFC 3339 instant, to the millisecond.
    public static String clock(String time) {
        int t = time.indexOf('T');
        return t < 0
                ? time
                : time.substring(t + 1, Math.min(time.length(), t + 13)).replace("Z", "");
    }

    public static String date(String time) {
        int t = time.indexOf('T');
        return t < 0 ? time : time.substring(0, t);
    }
}
