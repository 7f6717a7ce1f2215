package io.levee.adapters.forges;

/// What is made of one delivery of a webhook. It says only that there is something to look at.
public sealed interface HookAnswer {
    /// A pull request is new, or not what it was.
    record Accepted(PullRequest.Ref ref) implements HookAnswer {}

    /// A branch moved.
    ///
    /// @param branch without `refs/heads/`
    record Pushed(String repository, String branch) implements HookAnswer {}

    /// Genuine, and nothing to do; answer 2xx, so that the forge does not send it again.
    record Ignored(String why) implements HookAnswer {}

    /// Not to be believed; answer 401.
    record Refused(String why) implements HookAnswer {}
}
