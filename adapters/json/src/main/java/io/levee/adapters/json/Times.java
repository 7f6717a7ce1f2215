package io.levee.adapters.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Instants as RFC 3339 in UTC with six fraction digits, or nine where the nanoseconds need them. Nothing is
/// rounded. Written out by hand: each entry has several, and a `DateTimeFormatter` takes longer than the rest
/// of the line.
final class Times {
    private static final int YEAR_MAX = 9999;
    private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
    private static final String LONG_SHAPE = "0000-00-00T00:00:00.000000000Z";

    private Times() {}

    static String write(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > YEAR_MAX) {
            throw new IllegalArgumentException("the year of `%s` has no four digits".formatted(instant));
        }
        boolean micros = time.getNano() % 1000 == 0;
        byte[] text = (micros ? SHAPE : LONG_SHAPE).getBytes(StandardCharsets.US_ASCII);
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 7, time.getMonthValue());
        digits(text, 8, 10, time.getDayOfMonth());
        digits(text, 11, 13, time.getHour());
        digits(text, 14, 16, time.getMinute());
        digits(text, 17, 19, time.getSecond());
        digits(text, 20, text.length - 1, micros ? time.getNano() / 1000 : time.getNano());
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static void digits(byte[] text, int from, int to, int number) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /// Reads what [#write] writes; throws [IllegalArgumentException] for anything else.
    static Instant read(String text) {
        boolean micros = text.length() == SHAPE.length();
        String shape = micros ? SHAPE : LONG_SHAPE;
        if (text.length() != shape.length()) {
            throw new IllegalArgumentException("`%s` is no time like `%s`".formatted(text, SHAPE));
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(i);
            if (shape.charAt(i) == '0' ? c < '0' || c > '9' : c != shape.charAt(i)) {
                throw new IllegalArgumentException("`%s` is no time like `%s`".formatted(text, SHAPE));
            }
        }
        int fraction = Integer.parseInt(text, 20, text.length() - 1, 10);
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            micros ? fraction * 1000 : fraction)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("`%s` is no time: %s".formatted(text, e.getMessage()), e);
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
