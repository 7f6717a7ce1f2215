package io.levee.rooms.review;

import io.levee.catalog.AssetId;
import io.levee.change.ChangedFile;
import io.levee.change.StructuredChange;
import io.levee.knowledge.Conditions.Owned;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// One changed file as the reviewers see it.
///
/// @param direct  the assets that the file describes, known to the catalog or not, of what
///                differs
/// @param touched those and what a change of them can alter
record ReadFile(
        ChangedFile file, Optional<StructuredChange> structured, SortedSet<AssetId> direct, List<Owned> touched) {
    ReadFile {
        touched = List.copyOf(touched);
    }

    String path() {
        return file.path();
    }

    String format() {
        return structured.map(StructuredChange::format).orElse("");
    }
}
