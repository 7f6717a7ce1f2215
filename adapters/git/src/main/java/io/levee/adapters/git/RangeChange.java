package io.levee.adapters.git;

import io.levee.change.Change;
import io.levee.change.Contents;

/// What lies between two commits.
///
/// @param base     the commit that the change is beside, in full; empty where there is none,
///                 before the first commit
/// @param head     the commit with the change, in full
/// @param contents whole files of both, as long as the [GitHistory] is open
public record RangeChange(String base, String head, Change change, Contents contents) {}
