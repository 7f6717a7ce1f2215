package io.levee.adapters.spark;

import io.levee.adapters.rest.NamePattern;
import java.util.Arrays;
import java.util.Locale;

/// Which applications a foothold is: `user:NAME`, `tag:NAME`, `name:NAME` or `id:ID`, each with `*` for what differs.
record Covering(By by, NamePattern pattern) {
    enum By {
        USER,
        TAG,
        NAME,
        ID
    }

    /// @throws IllegalArgumentException where it is none
    static Covering parse(String foothold) {
        int colon = foothold.indexOf(':');
        String word = foothold.substring(0, Math.max(0, colon));
        return Arrays.stream(By.values())
                .filter(by -> by.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .map(by -> new Covering(by, new NamePattern(foothold.substring(colon + 1))))
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` names no application: write `user:NAME`, `tag:NAME`, `name:NAME` or `id:ID`"
                                .formatted(foothold)));
    }

    boolean covers(Work work) {
        return switch (by) {
            case USER -> pattern.matches(work.user());
            case TAG -> work.tags().stream().anyMatch(this::isTag);
            case NAME -> pattern.matches(work.name());
            case ID -> pattern.matches(work.id());
        };
    }

    /// YARN keeps tags in lower case.
    private boolean isTag(String tag) {
        return new NamePattern(pattern.text().toLowerCase(Locale.ROOT)).matches(tag.toLowerCase(Locale.ROOT));
    }
}
