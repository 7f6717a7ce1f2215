package io.levee.adapters.contract;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes texts by `format`, `pattern` and length.
final class HonestTexts {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int PATTERN_TRIES = 200;

    private HonestTexts() {}

    /// Throws [HonestValues.NotMade].
    static JsonNode text(Shape shape, Random random) {
        return JsonNodeFactory.instance.stringNode(
                shape.patterns.isEmpty() ? plain(shape, random) : patterned(shape, random));
    }

    private static String plain(Shape shape, Random random) {
        String formatted = formatted(shape.format, random);
        if (!formatted.isEmpty() && fits(shape, formatted)) {
            return formatted;
        }
        int length = Math.min(Math.max(shape.minLength, 1), shape.maxLength);
        if (length > 100_000) {
            throw new HonestValues.NotMade("a text of %d characters".formatted(length));
        }
        int more = Math.min(8, shape.maxLength - length);
        StringBuilder text = new StringBuilder();
        for (int i = length + (more > 0 ? random.nextInt(more + 1) : 0); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String formatted(String format, Random random) {
        int n = random.nextInt(10);
        return switch (format) {
            case "date" -> "2024-02-2" + n;
            case "date-time" ->
                n % 2 == 0 ? "2024-02-2%dT10:11:12Z".formatted(n) : "2024-02-20T10:11:12.%d+02:00".formatted(n);
            case "time" -> "10:11:1%dZ".formatted(n);
            case "uuid" -> "0188e000-7b4e-7c3d-9f2a-00000000000" + n;
            case "ipv4" -> "192.0.2." + n;
            case "ipv6" -> "2001:db8::" + n;
            case "email" -> "a%d@example.com".formatted(n);
            case "uri", "url" -> "https://example.com/" + n;
            case "byte" -> "YWJj";
            default -> "";
        };
    }

    private static String patterned(Shape shape, Random random) {
        List<String> patterns = shape.patterns;
        String formatted = formatted(shape.format, random);
        if (!formatted.isEmpty()) {
            if (fits(shape, formatted)) {
                return formatted;
            }
            throw new HonestValues.NotMade("%s with pattern %s".formatted(shape.format, patterns));
        }
        for (int i = 0; i < PATTERN_TRIES; i++) {
            String text;
            try {
                text = new PatternText(patterns.get(i % patterns.size()), random).text();
            } catch (PatternSyntaxException | StringIndexOutOfBoundsException e) {
                throw new HonestValues.NotMade("pattern " + patterns);
            }
            if (fits(shape, text)) {
                return text;
            }
        }
        throw new HonestValues.NotMade("pattern " + patterns);
    }

    private static boolean fits(Shape shape, String text) {
        int length = text.codePointCount(0, text.length());
        if (length < shape.minLength || length > shape.maxLength) {
            return false;
        }
        try {
            return shape.patterns.stream()
                    .allMatch(it -> Pattern.compile(it).matcher(text).find());
        } catch (PatternSyntaxException e) {
            throw new HonestValues.NotMade("pattern " + shape.patterns);
        }
    }
}
