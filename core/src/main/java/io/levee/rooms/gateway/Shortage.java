package io.levee.rooms.gateway;

import io.levee.budget.QuotaLeft;
import java.time.Duration;
import java.util.List;

/// Which budget refused a call, and when it is worth asking again.
///
/// @param budget     empty where none did
/// @param retryAfter zero where waiting does not help
/// @param quotas     where the budgets of the call stand
public record Shortage(String budget, Duration retryAfter, List<QuotaLeft> quotas) {
    public static final Shortage NONE = new Shortage("", Duration.ZERO, List.of());

    public Shortage {
        quotas = List.copyOf(quotas);
    }
}
