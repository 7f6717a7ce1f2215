package io.levee.consent;

/// What somebody wants to do to an asset; the names are those of the policies' actions.
public enum Action {
    READ("read"),
    CHANGE("change"),
    STOP("stop"),
    RESUME("resume"),
    AUDIT("audit"),
    ADMINISTER("administer");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
