package io.levee.budget;

import java.time.Duration;

/// What the store says to a [Message].
///
/// @param known      false where the lease is not in the account any more: all of it counts as spent
/// @param granted    idle from now on, besides what the replica kept
/// @param window     the number of the window that this is about
/// @param windowLeft until it is over, by the store's clock; zero or less where it is
/// @param spent      in the whole account
/// @param free       what nobody holds, after this grant
/// @param idle       what other replicas hold and no call of theirs had reserved when they last told
/// @param held       what other replicas hold altogether
public record Reply(
        boolean known, long granted, long window, Duration windowLeft, long spent, long free, long idle, long held) {}
