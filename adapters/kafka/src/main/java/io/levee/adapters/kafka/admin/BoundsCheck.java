package io.levee.adapters.kafka.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Collects what is wrong with bounds, to say all of it at once.
final class BoundsCheck {
    private static final String TOPICS = "topics";
    private static final String INTS = "sharePercent partitionsMax topicsMax replicas";

    private final Map<String, String> settings;
    private final List<String> wrong = new ArrayList<>();

    BoundsCheck() {
        this.settings = Map.of();
    }

    /// @param usual for what is not said
    BoundsCheck(Map<String, String> given, Map<String, String> usual, List<String> required) {
        this.settings = new HashMap<>(usual);
        this.settings.putAll(given);
        for (String key : required) {
            that(given.containsKey(key), key, "it is missing");
        }
        for (String key : new TreeSet<>(given.keySet())) {
            boolean known = usual.containsKey(key) || required.contains(key);
            that(known, key, "there is no such bound");
            if (known && !key.equals(TOPICS)) {
                String text = given.getOrDefault(key, "");
                int digits = INTS.contains(key) ? 9 : 18;
                boolean isNumber = text.matches("[0-9]{1," + digits + "}");
                that(isNumber, key, "`%s` is no whole number of at most %d digits".formatted(text, digits));
            }
        }
    }

    void that(boolean holds, String key, String what) {
        if (!holds) {
            wrong.add("the bound `%s`: %s".formatted(key, what));
        }
    }

    void range(String key, long value, long min, long max) {
        that(value >= min && value <= max, key, "`%d` is not within %d and %d".formatted(value, min, max));
    }

    void fail() {
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    List<String> words(String key) {
        return Arrays.stream(settings.getOrDefault(key, "").split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    long number(String key) {
        return Long.parseLong(settings.getOrDefault(key, "0"));
    }
}
