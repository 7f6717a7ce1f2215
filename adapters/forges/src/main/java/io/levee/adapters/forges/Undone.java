package io.levee.adapters.forges;

import io.levee.adapters.rest.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A pull request that was merged, and undone by a later commit of the same branch.
///
/// @param head what of it was merged, as it was reviewed
/// @param by   the commit that undid it
public record Undone(PullRequest.Ref ref, String head, String by) {
    /// Of one branch, the newest.
    public static final int COMMITS_MAX = 50;

    private static final int ASKED_MAX = 10;
    private static final int GONE = 404;
    /// As `git revert` writes it; a merge goes on with `, reversing changes made to …`.
    private static final Pattern SAID = Pattern.compile("(?m)^This reverts commit ([0-9a-f]{40})\\b");

    public record Commit(String sha, String message) {}

    /// Only what the forge confirms is believed: a message can say anything.
    ///
    /// @param commits what the forge answered about a branch, which may be gone
    /// @param merged  what a commit was the merge of, by its SHA: with an empty [#by]
    public static List<Undone> in(
            Raw commits, Function<JsonNode, Commit> read, Function<String, Stream<Undone>> merged) {
        return commits.status() == GONE
                ? List.of()
                : in(commits.orThrow().json().valueStream().map(read).toList(), merged);
    }

    private static List<Undone> in(List<Commit> commits, Function<String, Stream<Undone>> merged) {
        List<Undone> undone = new ArrayList<>();
        int asked = 0;
        for (Commit commit : commits) {
            Matcher said = SAID.matcher(commit.message());
            while (said.find() && asked++ < ASKED_MAX) {
                merged.apply(said.group(1))
                        .map(it -> new Undone(it.ref(), it.head(), commit.sha()))
                        .forEach(undone::add);
            }
        }
        return undone;
    }
}
