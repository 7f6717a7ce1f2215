package io.levee.adapters.cedar.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of Cedar's extension types, by name: [Decimal], [IpRange], [Datetime] and [Duration].
final class Extensions {
    @FunctionalInterface
    interface Function {
        Object call(List<Object> arguments);
    }

    @FunctionalInterface
    private interface OfOne<T> {
        Object of(T it);
    }

    @FunctionalInterface
    private interface OfTwo<T, U> {
        Object of(T it, U other);
    }

    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            one("decimal", String.class, Decimal::parse),
            two("lessThan", Decimal.class, Decimal.class, (it, other) -> it.compareTo(other) < 0),
            two("lessThanOrEqual", Decimal.class, Decimal.class, (it, other) -> it.compareTo(other) <= 0),
            two("greaterThan", Decimal.class, Decimal.class, (it, other) -> it.compareTo(other) > 0),
            two("greaterThanOrEqual", Decimal.class, Decimal.class, (it, other) -> it.compareTo(other) >= 0),
            one("ip", String.class, IpRange::parse),
            one("isIpv4", IpRange.class, it -> it.bits() == IpRange.V4),
            one("isIpv6", IpRange.class, it -> it.bits() == IpRange.V6),
            one("isLoopback", IpRange.class, IpRange::isLoopback),
            one("isMulticast", IpRange.class, IpRange::isMulticast),
            two("isInRange", IpRange.class, IpRange.class, IpRange::isIn),
            one("datetime", String.class, Datetime::parse),
            two("offset", Datetime.class, Duration.class, Datetime::offset),
            two("durationSince", Datetime.class, Datetime.class, Datetime::since),
            one("toDate", Datetime.class, Datetime::date),
            one("toTime", Datetime.class, Datetime::time),
            one("duration", String.class, Duration::parse),
            one("toMilliseconds", Duration.class, Duration::millis),
            one("toSeconds", Duration.class, it -> it.in(1_000)),
            one("toMinutes", Duration.class, it -> it.in(60_000)),
            one("toHours", Duration.class, it -> it.in(3_600_000)),
            one("toDays", Duration.class, it -> it.in(86_400_000)));

    private Extensions() {}

    static Optional<Function> named(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    private static <T> Map.Entry<String, Function> one(String name, Class<T> type, OfOne<T> function) {
        return Map.entry(name, arguments -> {
            counted(name, 1, arguments);
            return function.of(Values.of(type, arguments.getFirst()));
        });
    }

    private static <T, U> Map.Entry<String, Function> two(
            String name, Class<T> first, Class<U> second, OfTwo<T, U> function) {
        return Map.entry(name, arguments -> {
            counted(name, 2, arguments);
            return function.of(Values.of(first, arguments.get(0)), Values.of(second, arguments.get(1)));
        });
    }

    private static void counted(String name, int wanted, List<Object> arguments) {
        if (arguments.size() != wanted) {
            throw new EvaluationFailed("`%s` takes %d values".formatted(name, wanted));
        }
    }
}
