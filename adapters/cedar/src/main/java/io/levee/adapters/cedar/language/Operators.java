package io.levee.adapters.cedar.language;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Cedar's operators do, by the names that they have in a policy's JSON form.
final class Operators {
    @FunctionalInterface
    interface One {
        Object apply(Object operand);
    }

    @FunctionalInterface
    interface Two {
        Object apply(Object left, Object right, Entities entities);
    }

    private static final Map<String, One> ONES = Map.of(
            "!", operand -> !Values.truth(operand),
            "neg", operand -> exact(Math::subtractExact, 0, Values.number(operand)),
            "isEmpty", operand -> Values.set(operand).isEmpty());

    private static final Map<String, Two> TWOS = Map.ofEntries(
            Map.entry("==", (left, right, _) -> left.equals(right)),
            Map.entry("!=", (left, right, _) -> !left.equals(right)),
            Map.entry("<", (left, right, _) -> order(left, right) < 0),
            Map.entry("<=", (left, right, _) -> order(left, right) <= 0),
            Map.entry(">", (left, right, _) -> order(left, right) > 0),
            Map.entry(">=", (left, right, _) -> order(left, right) >= 0),
            Map.entry("+", (left, right, _) -> exact(Math::addExact, Values.number(left), Values.number(right))),
            Map.entry("-", (left, right, _) -> exact(Math::subtractExact, Values.number(left), Values.number(right))),
            Map.entry("*", (left, right, _) -> exact(Math::multiplyExact, Values.number(left), Values.number(right))),
            Map.entry("in", Operators::in),
            Map.entry("contains", (left, right, _) -> Values.set(left).contains(right)),
            Map.entry("containsAll", (left, right, _) -> Values.set(left).containsAll(Values.set(right))),
            Map.entry("containsAny", (left, right, _) -> !Collections.disjoint(Values.set(left), Values.set(right))),
            Map.entry("getTag", Operators::tag),
            Map.entry("hasTag", (left, right, entities) -> tags(left, entities).containsKey(Values.text(right))));

    private Operators() {}

    static Optional<One> one(String name) {
        return Optional.ofNullable(ONES.get(name));
    }

    static Optional<Two> two(String name) {
        return Optional.ofNullable(TWOS.get(name));
    }

    @FunctionalInterface
    private interface Sum {
        long of(long left, long right);
    }

    private static Long exact(Sum sum, long left, long right) {
        try {
            return sum.of(left, right);
        } catch (ArithmeticException e) {
            throw new EvaluationFailed("the number is too large");
        }
    }

    /// Numbers, times and durations have an order, each among themselves.
    private static int order(Object left, Object right) {
        return switch (left) {
            case Long number -> Long.compare(number, Values.number(right));
            case Datetime time -> time.compareTo(Values.of(Datetime.class, right));
            case Duration duration -> duration.compareTo(Values.of(Duration.class, right));
            default -> throw Values.wrong("something that has an order", left);
        };
    }

    /// Every element of a set must be an entity, even after one that answers the question.
    static boolean in(Object left, Object right, Entities entities) {
        Set<Uid> lineage = entities.get(Values.entity(left)).lineage();
        if (right instanceof Uid ancestor) {
            return lineage.contains(ancestor);
        }
        Collection<?> ancestors = Values.set(right);
        boolean found = false;
        for (Object ancestor : ancestors) {
            found |= lineage.contains(Values.entity(ancestor));
        }
        return found;
    }

    private static Map<String, Object> tags(Object entity, Entities entities) {
        return entities.get(Values.entity(entity)).tags();
    }

    private static Object tag(Object left, Object right, Entities entities) {
        String name = Values.text(right);
        Object value = tags(left, entities).get(name);
        if (value == null) {
            throw new EvaluationFailed("there is no tag `%s`".formatted(name));
        }
        return value;
    }
}
