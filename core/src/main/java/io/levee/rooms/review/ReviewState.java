package io.levee.rooms.review;

import java.util.Arrays;
import java.util.Locale;

/// How one team's requirement stands, in the words of Gerrit's submit requirements.
public enum ReviewState {
    /// Something of the team's was asked, and nothing speaks against the change.
    SATISFIED,
    /// The team's reviewer found something that blocks.
    UNSATISFIED,
    /// A person of the team must agree.
    WAITING,
    /// Two people took it upon themselves.
    OVERRIDDEN,
    /// Nothing that the team knows applies.
    NOT_APPLICABLE,
    /// It could not be told. Absent is never yes.
    ERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is not known is no yes.
    static ReviewState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElse(ERROR);
    }

    /// Whether the change may go on as far as this team is concerned.
    public boolean lets() {
        return switch (this) {
            case SATISFIED, OVERRIDDEN, NOT_APPLICABLE -> true;
            case UNSATISFIED, WAITING, ERROR -> false;
        };
    }
}
