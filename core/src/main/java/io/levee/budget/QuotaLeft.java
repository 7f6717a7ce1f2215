package io.levee.budget;

import java.time.Duration;

/// Where an account stands as this replica knows it, for whoever wants to pace themselves; no promise.
///
/// @param left  what is not spent and nobody else holds
/// @param reset until the window is over
public record QuotaLeft(String budget, Unit unit, long limit, Duration window, long left, Duration reset) {}
