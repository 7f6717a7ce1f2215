package io.levee.adapters.forges;

import java.util.List;

/// The comments at one pull request.
public interface Threads {
    /// All that we began, oldest first.
    ///
    /// @throws IllegalStateException where not all of them can be seen
    List<PostedThread> ours();

    /// False where nobody knows whether all of them came. What the forge does not take at its place
    /// is posted where it does.
    boolean post(List<Posting> postings);

    /// The same twice is the same as once.
    void edit(PostedThread thread, String body);

    /// As [#edit].
    void resolve(PostedThread thread, boolean resolved);
}
