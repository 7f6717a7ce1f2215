package io.levee.knowledge.diagnosis;

import java.util.Arrays;
import java.util.Locale;

/// How far an agent's work may go by itself, from least to most.
public enum Rung {
    /// Look, and say nothing but what was seen.
    OBSERVE,
    /// Say what a person could do.
    SUGGEST,
    /// Act where nothing else can be hurt: a rerun into a scratch folder.
    ISOLATION,
    /// Act on staged outputs.
    STAGING,
    /// Act on what others use.
    PRODUCTION;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether something that needs `needed` may be done here.
    public boolean allows(Rung needed) {
        return compareTo(needed) >= 0;
    }

    public static Rung of(String word) {
        return Arrays.stream(values())
                .filter(rung -> rung.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`rung: %s` is not known: write observe, suggest, isolation, staging or production"
                                .formatted(word)));
    }
}
