package io.levee.change;

import java.util.List;

/// A change of files, as a diff tells it.
///
/// @param files       in the order of the diff
/// @param notReviewed what cannot be looked at, with the reason; a change that has any is never
///                    clean
public record Change(List<ChangedFile> files, List<NotReviewed> notReviewed) {
    public Change {
        files = List.copyOf(files);
        notReviewed = List.copyOf(notReviewed);
    }

    /// A file, or a piece of the diff, that no reviewer can look at.
    ///
    /// @param file empty where the diff does not say
    /// @param why  in a few words: `binary`, `the diff ends inside a hunk`
    public record NotReviewed(String file, String why) {}
}
