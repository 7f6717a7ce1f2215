package io.levee.rooms.review;

import io.levee.catalog.AssetId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A change as the reviewers see it.
///
/// @param altered every asset that it can alter, with the way to it
record ReadChange(ReviewRequest request, List<ReadFile> files, SortedMap<AssetId, Altered> altered) {
    ReadChange {
        files = List.copyOf(files);
        altered = new TreeMap<>(altered);
    }
}
