package io.levee.adapters.forges;

/// A finding that stands at the forge already, in a comment that we wrote.
///
/// @param id       of the thread; empty where it is only listed in a larger text, which nobody can
///                 close
/// @param comment  of the comment that began it
/// @param body     of that comment
/// @param resolved by whomever
public record PostedThread(String id, String comment, String body, boolean resolved, Marker marker) {
    /// Listed in a larger text.
    public static PostedThread listed(String finding) {
        return new PostedThread("", "", "", false, new Marker(finding, "", "", false));
    }

    boolean canClose() {
        return !id.isEmpty();
    }
}
