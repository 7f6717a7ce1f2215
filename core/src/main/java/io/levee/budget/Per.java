package io.levee.budget;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who has an account of their own under a budget.
public enum Per {
    /// Every agent of the chain: handing work on does not save anybody's budget.
    AGENT,
    /// The person for whom the chain acts.
    PERSON,
    /// Each team of that person.
    TEAM,
    SESSION,
    /// One account for everybody.
    ORGANISATION;

    /// Fails, with all words that there are, on a word that is none.
    public static Per of(String word) {
        return Arrays.stream(values())
                .filter(per -> per.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` has no account: write one of %s"
                        .formatted(word, Arrays.stream(values()).map(Per::word).collect(Collectors.joining(", ")))));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
