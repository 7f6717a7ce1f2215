package io.levee.adapters.cedar.language;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;

/// A point in time.
///
/// @param millis since 1970-01-01T00:00Z
public record Datetime(long millis) implements Comparable<Datetime> {
    private static final long DAY = 24L * 60 * 60 * 1000;
    private static final java.util.regex.Pattern FORM =
            java.util.regex.Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
                    + "(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{3}))?(?:Z|([+-])([0-9]{2})([0-9]{2})))?");

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// @throws EvaluationFailed for anything but `2026-01-31`, `2026-01-31T23:59:59Z`, with `.999` and `+0130`
    static Datetime parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new EvaluationFailed("no date or time");
        }
        try {
            LocalDate date = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
            LocalTime time = LocalTime.of(number(form, 4), number(form, 5), number(form, 6));
            return new Datetime(date.toEpochSecond(time, ZoneOffset.UTC) * 1000 + number(form, 7) - offset(form));
        } catch (DateTimeException e) {
            throw new EvaluationFailed("no date or time");
        }
    }

    private static long offset(Matcher form) {
        int hours = number(form, 9);
        int minutes = number(form, 10);
        if (hours > 23 || minutes > 59) {
            throw new EvaluationFailed("no offset of a time zone");
        }
        return ("-".equals(form.group(8)) ? -1 : 1) * (hours * 60L + minutes) * 60_000;
    }

    private static int number(Matcher form, int group) {
        return form.group(group) == null ? 0 : Integer.parseInt(form.group(group));
    }

    Datetime offset(Duration by) {
        return new Datetime(Duration.exact(() -> Math.addExact(millis, by.millis())));
    }

    Duration since(Datetime earlier) {
        return new Duration(Duration.exact(() -> Math.subtractExact(millis, earlier.millis)));
    }

    /// @throws EvaluationFailed where its day began before time can tell
    Datetime date() {
        return new Datetime(Duration.exact(() -> Math.subtractExact(millis, Math.floorMod(millis, DAY))));
    }

    Duration time() {
        return new Duration(Math.floorMod(millis, DAY));
    }

    @Override
    public int compareTo(Datetime other) {
        return Long.compare(millis, other.millis);
    }

    @Override
    public String toString() {
        return WRITTEN.format(Instant.ofEpochMilli(millis));
    }
}
