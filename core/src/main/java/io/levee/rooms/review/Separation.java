package io.levee.rooms.review;

import java.util.Locale;

/// Whether a team's reviewer is somebody else than the creator (I6). Where it is not, a person
/// must look, whatever the reviewer says.
public enum Separation {
    /// Or no agent reviews for the team: its rules know nobody.
    APART(""),
    SAME_AGENT("its reviewer had a part in the change"),
    SAME_PERSON("nobody but the change's own person stands behind its reviewer"),
    NOBODY_BEHIND("nobody who works here now stands behind its reviewer");

    private final String words;

    Separation(String words) {
        this.words = words;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// For people; empty where they are apart.
    public String words() {
        return words;
    }
}
