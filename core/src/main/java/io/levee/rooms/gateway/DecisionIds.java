package io.levee.rooms.gateway;

import io.levee.facts.DecisionId;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Makes ids that sort by time: ten characters of milliseconds, then sixteen of chance, in Crockford's base
/// 32 (a ULID).
final class DecisionIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private DecisionIds() {}

    static DecisionId next(Instant now, RandomGenerator random) {
        char[] text = new char[26];
        digits(text, 0, 10, now.toEpochMilli());
        digits(text, 10, 8, random.nextLong());
        digits(text, 18, 8, random.nextLong());
        return new DecisionId(new String(text));
    }

    private static void digits(char[] text, int from, int count, long bits) {
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = DIGITS[(int) (bits & 31)];
            bits >>>= 5;
        }
    }
}
