package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.change.Contents;

/// A change that somebody wants to make. What its author says about it is not here: no reviewer
/// reads it.
///
/// @param name     what it is called in the record: a commit, a pull request, a file with a diff
/// @param contents whole files, where they are known
/// @param past     what the history says about it
/// @param weights  how good its reviewers were so far
public record ReviewRequest(
        String name, Change change, Contents contents, Creator creator, Past past, Weights weights) {
    /// How the names of changes begin that a forge told us of; nobody else may call theirs so.
    public static final String OF_FORGE = "forge:";

    public ReviewRequest(String name, Change change, Contents contents, Creator creator, Past past) {
        this(name, change, contents, creator, past, Weights.NEUTRAL_FOR_ALL);
    }

    /// Where no history is known.
    public ReviewRequest(String name, Change change, Contents contents, Creator creator) {
        this(name, change, contents, creator, Past.UNKNOWN);
    }

    ReviewRequest weighed(Weights others) {
        return new ReviewRequest(name, change, contents, creator, past, others);
    }
}
