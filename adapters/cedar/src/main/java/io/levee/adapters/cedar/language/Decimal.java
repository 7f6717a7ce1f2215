package io.levee.adapters.cedar.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;

/// A number with four digits after the point.
///
/// @param tenThousandths its value times 10,000
public record Decimal(long tenThousandths) implements Comparable<Decimal> {
    private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile("(-?[0-9]+)\\.([0-9]{1,4})");

    /// @throws EvaluationFailed for anything but `12.3` to `12.3456`, or where it is too large
    static Decimal parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new EvaluationFailed("no decimal number");
        }
        String fraction = form.group(2);
        BigInteger value = new BigInteger(form.group(1) + fraction + "0".repeat(4 - fraction.length()));
        if (value.bitLength() >= Long.SIZE) {
            throw new EvaluationFailed("the decimal number is too large");
        }
        return new Decimal(value.longValue());
    }

    @Override
    public int compareTo(Decimal other) {
        return Long.compare(tenThousandths, other.tenThousandths);
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(tenThousandths, 4).toPlainString();
    }
}
