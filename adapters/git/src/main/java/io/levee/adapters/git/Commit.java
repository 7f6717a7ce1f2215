package io.levee.adapters.git;

import java.time.Instant;
import java.util.List;

/// A commit.
///
/// @param id      in full
/// @param parents ids; none of the first of all, several of a merge
/// @param author  sixteen digits that are the same for the same address of mail, so that people
///                can be told apart and not named
/// @param time    when it was committed
/// @param message in full, at most 64 KiB of it
/// @param files   what it changed beside its first parent, both paths of a file that moved; at
///                most [#FILES_MAX]
/// @param changed how many files those are without that limit
/// @param content a digest of what it changed, by ids of content; empty where it changed nothing
/// @param inverse what `content` is of a commit that takes exactly this back
public record Commit(
        String id,
        List<String> parents,
        String author,
        Instant time,
        String message,
        List<String> files,
        int changed,
        String content,
        String inverse) {
    public static final int COMMITS_MAX = 20_000;
    public static final int FILES_MAX = 1_000;

    public Commit {
        parents = List.copyOf(parents);
        files = List.copyOf(files);
    }

    /// The first line of the message.
    public String subject() {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
