package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport;
import io.levee.change.Change;
import io.levee.change.Contents;
import java.util.List;
import java.util.Optional;

/// Where people keep changes and talk about them. Thread-safe. All of it throws
/// [IllegalStateException] where the forge cannot be asked, of which [Busy] says when it can be
/// again; messages hold neither token nor body.
public interface Forge {
    /// Of one repository.
    int LISTED_MAX = 300;

    /// What the forge says of it now.
    PullRequest opened(PullRequest.Ref ref);

    /// The newest of a repository that are open and no drafts, at most [#LISTED_MAX].
    ///
    /// @param branch that they are to be merged into; empty for any
    List<Listed> open(String repository, Optional<String> branch);

    /// @param head what is to be merged now
    record Listed(PullRequest.Ref ref, String head) {}

    /// What was merged into a branch and undone there since, of its newest commits.
    List<Undone> undone(String repository, String branch);

    /// What the forge does not show, or shows in part, is not reviewed.
    Change change(PullRequest request);

    /// Whole files, asked for when somebody wants them. Of one change, for one thread.
    Contents contents(PullRequest request);

    /// A file of the version that the change is made for: what judges it is read from there (I6).
    /// Empty where it is not there, too large or no text.
    Optional<String> atBase(PullRequest request, String path);

    /// The paths of all files of a folder there, deep ones too; none where it is not there.
    ///
    /// @param folder without a slash at its end
    /// @throws IllegalStateException where the forge does not list all of them: rules that lack
    ///   some would be milder
    List<String> pathsAtBase(PullRequest request, String folder);

    /// Makes what stands at the pull request that of this review: posts what is new, closes
    /// what is gone, reopens what came back. Doing it twice does nothing more.
    Published publish(PullRequest request, Change change, ReviewReport report);

    /// All that people said until now about findings that did not help them.
    List<Feedback> feedback(PullRequest request);
}
