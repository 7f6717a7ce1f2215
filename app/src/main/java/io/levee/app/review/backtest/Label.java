package io.levee.app.review.backtest;

import java.time.Instant;
import java.util.Optional;

/// What somebody wrote down about one commit.
///
/// @param commit id, perhaps only its beginning, in small letters
/// @param known  since when that is known
/// @param line   where it is written, from 1
record Label(String commit, boolean bad, Optional<Instant> known, int line) {}
