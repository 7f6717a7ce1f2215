package io.levee.knowledge;

import java.util.Arrays;
import java.util.Locale;

/// How bad it is. From [#HIGH] on a finding makes its reviewer unsatisfied.
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean blocks() {
        return compareTo(HIGH) >= 0;
    }

    public static Severity of(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`severity: %s` is not known: write low, medium, high or critical".formatted(word)));
    }
}
