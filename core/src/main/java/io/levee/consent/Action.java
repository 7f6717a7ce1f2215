package io.levee.consent;

import java.util.Arrays;
import java.util.Optional;

/// What somebody wants to do to an asset; the names are those of the policies' actions.
public enum Action {
    READ("read"),
    CHANGE("change"),
    STOP("stop"),
    RESUME("resume"),
    AUDIT("audit"),
    ADMINISTER("administer"),
    /// To let a change pass that the reviewer of this team does not: two people together.
    OVERRIDE("override"),
    /// To let go what was read from it, to where it is not cleared.
    DECLASSIFY("declassify"),
    /// To give or refuse what a policy holds, when another person's agent calls.
    APPROVE("approve"),
    /// Likewise, when one's own agent calls, or oneself.
    APPROVE_OWN("approve-own");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /// Empty where there is no such action: a caller answers [ConsentRefusal#ACTION_UNKNOWN].
    public static Optional<Action> named(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }

    public String word() {
        return word;
    }
}
