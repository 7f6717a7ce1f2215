package io.levee.adapters.cel;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as configuration writes them. What is no number is NaN, which is neither less nor
/// more than anything.
final class Quantities {
    private static final int LENGTH_MAX = 64;
    private static final Pattern WITH_UNIT =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*([A-Za-zµ%]*)");

    /// Kubernetes: SI prefixes by case, powers of 1024 with an `i`.
    private static final Map<String, Double> PREFIXES = Map.ofEntries(
            Map.entry("n", 1e-9),
            Map.entry("u", 1e-6),
            Map.entry("m", 1e-3),
            Map.entry("k", 1e3),
            Map.entry("K", 1e3),
            Map.entry("M", 1e6),
            Map.entry("G", 1e9),
            Map.entry("T", 1e12),
            Map.entry("P", 1e15),
            Map.entry("E", 1e18));

    private static final Map<Character, Double> BINARY =
            Map.of('k', 0x1p10, 'm', 0x1p20, 'g', 0x1p30, 't', 0x1p40, 'p', 0x1p50, 'e', 0x1p60);

    private static final Map<String, Double> MILLIS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("ns", 1e-6),
            Map.entry("us", 1e-3),
            Map.entry("µs", 1e-3),
            Map.entry("ms", 1.0),
            Map.entry("milli", 1.0),
            Map.entry("millis", 1.0),
            Map.entry("s", 1e3),
            Map.entry("sec", 1e3),
            Map.entry("second", 1e3),
            Map.entry("seconds", 1e3),
            Map.entry("m", 6e4),
            Map.entry("min", 6e4),
            Map.entry("minute", 6e4),
            Map.entry("minutes", 6e4),
            Map.entry("h", 3.6e6),
            Map.entry("hour", 3.6e6),
            Map.entry("hours", 3.6e6),
            Map.entry("d", 8.64e7),
            Map.entry("day", 8.64e7),
            Map.entry("days", 8.64e7),
            Map.entry("w", 6.048e8),
            Map.entry("week", 6.048e8),
            Map.entry("weeks", 6.048e8));

    private Quantities() {}

    /// `4`, `4.5`, `500m` (0.5), `4k`, `4Ki`, `25%` (25).
    static double number(Object value) {
        return parse(value, Quantities::prefix);
    }

    /// As number, but letters are powers of 1024 in either case, as JVMs, Spark, Flink and
    /// PostgreSQL read them: `4Mi`, `4MiB`, `4m`, `4g`, `10kb`.
    static double bytes(Object value) {
        return parse(value, Quantities::byteUnit);
    }

    /// `7d`, `500ms`, `1 h`, `PT1H`, `1h30m`; a bare number is milliseconds.
    static double millis(Object value) {
        double simple = parse(value, unit -> MILLIS.getOrDefault(unit.toLowerCase(Locale.ROOT), Double.NaN));
        return Double.isNaN(simple) && value instanceof String text && text.length() <= LENGTH_MAX
                ? compound(text.strip())
                : simple;
    }

    private interface Unit {
        double factor(String unit);
    }

    private static double parse(Object value, Unit units) {
        return switch (value) {
            case Long whole -> whole;
            case Double number -> number;
            case String text
            when text.length() <= LENGTH_MAX -> {
                Matcher matcher = WITH_UNIT.matcher(text.strip());
                yield matcher.matches()
                        ? Double.parseDouble(matcher.group(1)) * units.factor(matcher.group(2))
                        : Double.NaN;
            }
            default -> Double.NaN;
        };
    }

    private static double prefix(String unit) {
        if (unit.isEmpty() || unit.equals("%")) {
            return 1;
        }
        return PREFIXES.containsKey(unit) ? PREFIXES.get(unit) : byteUnit(unit);
    }

    private static double byteUnit(String unit) {
        String low = unit.toLowerCase(Locale.ROOT);
        if (low.isEmpty() || low.equals("b") || low.equals("bytes")) {
            return 1;
        }
        double factor = BINARY.getOrDefault(low.charAt(0), Double.NaN);
        String rest = low.substring(1);
        return rest.isEmpty() || rest.equals("b") || rest.equals("i") || rest.equals("ib") ? factor : Double.NaN;
    }

    private static double compound(String text) {
        if (text.startsWith("P") || text.startsWith("p")) {
            try {
                return Duration.parse(text).toMillis();
            } catch (DateTimeException | ArithmeticException _) {
                return Double.NaN;
            }
        }
        Matcher matcher = WITH_UNIT.matcher(text);
        double sum = 0;
        int end = 0;
        while (end < text.length() && matcher.find() && matcher.start() == end) {
            sum += Double.parseDouble(matcher.group(1))
                    * MILLIS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), Double.NaN);
            end = matcher.end();
        }
        return end == text.length() && end > 0 ? sum : Double.NaN;
    }
}
