package io.levee.budget;

import java.time.Instant;
import java.util.List;

/// Where the accounts of all replicas are. Thread-safe.
public interface Accounts {
    /// Messages in one go.
    int MESSAGES_MAX = 256;

    /// Applies [AccountRules] to each message, all or none of them, durably, one replica after the other. Throws
    /// [io.levee.fault.LeveeException] where that failed or nobody knows whether it did.
    List<Reply> tell(List<Message> messages);

    /// The accounts whose window is not over, in order.
    List<Standing> standings(int max);

    /// @param spent       used and told, or counted as used
    /// @param outstanding held by replicas
    record Standing(AccountId account, long spent, long outstanding, Instant windowEnds) {}
}
