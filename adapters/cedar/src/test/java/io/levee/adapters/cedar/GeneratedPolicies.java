package io.levee.adapters.cedar;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Policies in Cedar's language with every operator, function and head that it has. Most operands have the type that
/// their operator wants, some have not.
final class GeneratedPolicies {
    private static final List<String> DATETIMES = List.of(
            "1970-01-01",
            "1969-12-31T23:59:59.999Z",
            "2024-02-29",
            "2023-02-29",
            "1970-01-02T01:00:00+0100",
            "1970-01-01T00:00:00-2359",
            "9999-12-31T23:59:59.999Z",
            "0000-01-01T00:00:00.000+2359",
            "1970-01-01T00:00:00",
            "1970-01-01T00:00:60Z",
            "1970-1-1",
            "");
    private static final List<String> DURATIONS = List.of(
            "1d",
            "24h",
            "-1d2h3m4s5ms",
            "0ms",
            "1ms",
            "9223372036854775807ms",
            "-9223372036854775808ms",
            "9223372036854775808ms",
            "106751991168d",
            "1s1m",
            "-",
            "");
    private static final List<String> DECIMALS = List.of(
            "0.0",
            "-0.5",
            "0.5",
            "0.50",
            "1.0000",
            "922337203685477.5807",
            "-922337203685477.5808",
            "922337203685477.5808",
            "1",
            "1.00000",
            "-.5");
    private static final List<String> IPS = List.of(
            "127.0.0.1",
            "127.0.0.1/32",
            "127.0.0.1/8",
            "127.0.0.1/7",
            "127.0.0.0/8",
            "0.0.0.0/0",
            "225.0.0.0/4",
            "225.0.0.0/3",
            "::1",
            "::1/127",
            "0:0:0:0:0:0:0:1",
            "::",
            "::/0",
            "ff00::/8",
            "FF00::1",
            "fe00::/7",
            "::ffff:127.0.0.1",
            "127.0.0.01",
            "127.0.0.1/33",
            "1::2::3",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "::1/08");
    private static final List<String> PATTERNS =
            List.of("", "*", "a*", "*b", "a*b", "*a*b*", "a\\*b", "**", "é*", "*😀", "a*ab", "ab*ab", "b\\\"a");

    private final Random random;

    GeneratedPolicies(Random random) {
        this.random = random;
    }

    String policy() {
        StringBuilder text = new StringBuilder("%s (%s, %s, %s)"
                .formatted(
                        random.nextInt(6) == 0 ? "forbid" : "permit", bound("principal"), action(), bound("resource")));
        for (int i = random.nextInt(3); i > 0; i--) {
            Kind kind = random.nextInt(20) == 0 ? anyKind() : Kind.TRUTH;
            text.append(random.nextBoolean() ? " when { " : " unless { ")
                    .append(random.nextBoolean() ? comparison(0) : expression(kind, 1 + random.nextInt(3)))
                    .append(" }");
        }
        return text.append(";").toString();
    }

    private String bound(String variable) {
        return switch (random.nextInt(8)) {
            case 0 -> variable + " == " + uid();
            case 1 -> variable + " in " + uid();
            case 2 -> variable + " is " + type();
            case 3 -> variable + " is " + type() + " in " + uid();
            default -> variable;
        };
    }

    private String action() {
        return switch (random.nextInt(8)) {
            case 0 -> "action == " + actionUid();
            case 1 -> "action in " + actionUid();
            case 2 -> "action in [" + actionUid() + ", " + actionUid() + "]";
            case 3 -> random.nextInt(3) == 0 ? "action in []" : "action in [" + actionUid() + "]";
            default -> "action";
        };
    }

    private String expression(Kind wanted, int depth) {
        Kind kind = random.nextInt(25) == 0 ? anyKind() : wanted;
        if (depth == 0) {
            return random.nextInt(5) == 0 ? attribute(kind, 0) : literal(kind);
        }
        return switch (random.nextInt(10)) {
            case 0 -> literal(kind);
            case 1, 2 -> attribute(kind, depth);
            case 3 ->
                "(if %s then %s else %s)"
                        .formatted(truth(depth), expression(kind, depth - 1), expression(kind, depth - 1));
            default -> operation(kind, depth);
        };
    }

    private String truth(int depth) {
        return expression(Kind.TRUTH, depth - 1);
    }

    private String attribute(Kind kind, int depth) {
        String holder = switch (random.nextInt(4)) {
            case 0 -> "context";
            case 1 -> expression(Kind.ENTITY, Math.max(depth - 1, 0));
            default -> one(List.of("principal", "resource", "action"));
        };
        if (random.nextInt(6) == 0) {
            return "%s.getTag(%s)".formatted(holder, quoted(kind.attribute()));
        }
        return random.nextInt(6) == 0
                ? "%s[%s]".formatted(holder, quoted(kind.attribute()))
                : holder + "." + kind.attribute();
    }

    private String operation(Kind kind, int depth) {
        int below = depth - 1;
        return switch (kind) {
            case TRUTH -> comparison(below);
            case NUMBER -> number(below);
            case TEXT, DECIMAL, IP -> literal(kind);
            case ENTITY -> random.nextBoolean() ? literal(kind) : attribute(kind, depth);
            case SET -> set(below);
            case RECORD ->
                random.nextInt(3) == 0
                        ? "context"
                        : "{n: %s, \"a b\": %s}"
                                .formatted(expression(Kind.NUMBER, below), expression(anyKind(), below));
            case DATETIME ->
                random.nextBoolean()
                        ? "%s.offset(%s)".formatted(expression(Kind.DATETIME, below), expression(Kind.DURATION, below))
                        : expression(Kind.DATETIME, below) + ".toDate()";
            case DURATION ->
                random.nextBoolean()
                        ? "%s.durationSince(%s)"
                                .formatted(expression(Kind.DATETIME, below), expression(Kind.DATETIME, below))
                        : expression(Kind.DATETIME, below) + ".toTime()";
        };
    }

    private String number(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "-(%s)".formatted(expression(Kind.NUMBER, depth));
            case 1 ->
                expression(Kind.DURATION, depth)
                        + one(List.of(".toMilliseconds()", ".toSeconds()", ".toMinutes()", ".toHours()", ".toDays()"));
            default ->
                "(%s %s %s)"
                        .formatted(
                                expression(Kind.NUMBER, depth),
                                one(List.of("+", "-", "*")),
                                expression(Kind.NUMBER, depth));
        };
    }

    private String set(int depth) {
        Kind kind = anyKind();
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(expression(kind, depth));
        }
        return "[" + String.join(", ", elements) + "]";
    }

    private String entities(int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(expression(Kind.ENTITY, depth));
        }
        return "[" + String.join(", ", elements) + "]";
    }

    private String comparison(int depth) {
        return switch (random.nextInt(17)) {
            case 0 -> "!(%s)".formatted(expression(Kind.TRUTH, depth));
            case 1, 2 -> chain(" && ", depth);
            case 3, 4 -> chain(" || ", depth);
            case 5 -> two(anyKind(), one(List.of("==", "!=")), depth);
            case 6 -> "(%s == %s)".formatted(expression(anyKind(), depth), expression(anyKind(), depth));
            case 7 ->
                two(
                        one(List.of(Kind.NUMBER, Kind.NUMBER, Kind.DATETIME, Kind.DURATION, Kind.DECIMAL)),
                        one(List.of("<", "<=", ">", ">=")),
                        depth);
            case 8 -> two(Kind.ENTITY, "in", depth);
            case 9 -> "(%s in %s)".formatted(expression(Kind.ENTITY, depth), entities(depth));
            case 10 -> "(%s like \"%s\")".formatted(expression(Kind.TEXT, depth), one(PATTERNS));
            case 11 -> "(%s is %s%s)".formatted(expression(Kind.ENTITY, depth), type(), isIn(depth));
            case 12 -> "(%s has %s)".formatted(holder(depth), has());
            case 13 ->
                "%s.hasTag(%s)"
                        .formatted(
                                expression(Kind.ENTITY, depth), quoted(anyKind().attribute()));
            case 14 -> sets(depth);
            case 15 -> decimals(depth);
            default -> ips(depth);
        };
    }

    private String two(Kind kind, String operator, int depth) {
        return "(%s %s %s)".formatted(expression(kind, depth), operator, expression(kind, depth));
    }

    private String chain(String operator, int depth) {
        List<String> links = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            links.add(expression(Kind.TRUTH, depth));
        }
        return "(" + String.join(operator, links) + ")";
    }

    private String isIn(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> " in " + expression(Kind.ENTITY, depth);
            case 1 -> " in " + entities(depth);
            default -> "";
        };
    }

    private String holder(int depth) {
        return expression(random.nextBoolean() ? Kind.ENTITY : Kind.RECORD, depth);
    }

    private String has() {
        return switch (random.nextInt(4)) {
            case 0 -> "\"a b\"";
            case 1 -> anyKind().attribute() + ".n";
            default -> anyKind().attribute();
        };
    }

    private String sets(int depth) {
        Kind kind = anyKind();
        String set = random.nextBoolean() ? set(depth) : "[%s, %s]".formatted(literal(kind), literal(kind));
        return switch (random.nextInt(4)) {
            case 0 -> set + ".isEmpty()";
            case 1 -> "%s.contains(%s)".formatted(set, expression(kind, depth));
            default ->
                "%s.%s(%s)"
                        .formatted(
                                set,
                                one(List.of("containsAll", "containsAny")),
                                random.nextBoolean() ? "[%s]".formatted(literal(kind)) : expression(Kind.SET, depth));
        };
    }

    private String decimals(int depth) {
        return "%s.%s(%s)"
                .formatted(
                        expression(Kind.DECIMAL, depth),
                        one(List.of("lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual")),
                        expression(Kind.DECIMAL, depth));
    }

    private String ips(int depth) {
        String left = expression(Kind.IP, depth);
        return random.nextBoolean()
                ? "%s.isInRange(%s)".formatted(left, expression(Kind.IP, depth))
                : left + one(List.of(".isIpv4()", ".isIpv6()", ".isLoopback()", ".isMulticast()"));
    }

    private String literal(Kind kind) {
        return switch (kind) {
            case TRUTH -> one(List.of("true", "false"));
            case NUMBER -> "(" + GeneratedWorld.NUMBERS[random.nextInt(GeneratedWorld.NUMBERS.length)] + ")";
            case TEXT -> quoted(one(GeneratedWorld.TEXTS));
            case ENTITY -> random.nextBoolean() ? uid() : one(List.of("principal", "resource", "action"));
            case SET -> random.nextBoolean() ? "[]" : "[%s]".formatted(literal(anyKind()));
            case RECORD -> random.nextBoolean() ? "{}" : "{n: 1}";
            case DECIMAL -> "decimal(\"%s\")".formatted(one(DECIMALS));
            case IP -> "ip(\"%s\")".formatted(one(IPS));
            case DATETIME -> "datetime(\"%s\")".formatted(one(DATETIMES));
            case DURATION -> "duration(\"%s\")".formatted(one(DURATIONS));
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String uid() {
        return type() + "::" + quoted(one(GeneratedWorld.IDS));
    }

    private String actionUid() {
        return "Action::" + quoted(one(GeneratedWorld.IDS));
    }

    private String type() {
        return one(GeneratedWorld.TYPES);
    }

    private Kind anyKind() {
        return one(Kind.ALL);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
