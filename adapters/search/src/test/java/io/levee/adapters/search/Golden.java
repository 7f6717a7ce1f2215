package io.levee.adapters.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Lines of a resource: a text whose other characters are written as in Java, a tab, numbers.
final class Golden {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    private Golden() {}

    static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String line) {
        StringBuilder text = new StringBuilder();
        var escaped = ESCAPED.matcher(line.substring(0, line.indexOf('\t')));
        while (escaped.find()) {
            escaped.appendReplacement(text, "");
            text.append((char) Integer.parseInt(escaped.group(1), 16));
        }
        return escaped.appendTail(text).toString();
    }

    static long[] numbers(String line) {
        return Arrays.stream(line.substring(line.indexOf('\t') + 1).strip().split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
