package io.levee.change;

import java.util.Optional;
import java.util.function.Supplier;

/// Reads files of known formats by structure. A pure function of its arguments; never throws for
/// what stands in a file.
@FunctionalInterface
public interface Structures {
    /// The change of one file by structure; empty where its format is not known.
    ///
    /// @param contents whole files; where it does not know this one, what the hunks show is read
    ///                 as far as it goes, and the answer is [StructuredChange#partial]
    Optional<StructuredChange> of(ChangedFile file, Contents contents);

    /// The same in two steps: asks for contents now, and reads them in whichever thread wants to
    /// know.
    default Supplier<Optional<StructuredChange>> begin(ChangedFile file, Contents contents) {
        Optional<StructuredChange> read = of(file, contents);
        return () -> read;
    }
}
