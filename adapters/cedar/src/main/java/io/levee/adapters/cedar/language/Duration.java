package io.levee.adapters.cedar.language;

import java.math.BigInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;

/// A length of time, which may be negative.
public record Duration(long millis) implements Comparable<Duration> {
    private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile(
            "(-?)(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    /// @throws EvaluationFailed for anything but `-1d2h3m4s5ms` or parts of that, or where it is too large
    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || text.equals("-") || !form.matches()) {
            throw new EvaluationFailed("no duration");
        }
        BigInteger sum = BigInteger.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            String count = form.group(unit + 2);
            if (count != null) {
                sum = sum.add(new BigInteger(count).multiply(BigInteger.valueOf(UNITS[unit])));
            }
        }
        BigInteger signed = form.group(1).isEmpty() ? sum : sum.negate();
        return new Duration(exact(signed::longValueExact));
    }

    static long exact(LongSupplier sum) {
        try {
            return sum.getAsLong();
        } catch (ArithmeticException e) {
            throw new EvaluationFailed("the time is too large");
        }
    }

    long in(long unitMillis) {
        return millis / unitMillis;
    }

    @Override
    public int compareTo(Duration other) {
        return Long.compare(millis, other.millis);
    }

    @Override
    public String toString() {
        return millis + "ms";
    }
}
