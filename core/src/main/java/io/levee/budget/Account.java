package io.levee.budget;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One account in one window, as the store keeps it. Spent and leases together never exceed the limit that was in force
/// when the newest lease was granted.
///
/// @param spent  what was used and told, and what leases that ended may have used
public record Account(long spent, List<Lease> leases) {
    public static final Account NEW = new Account(0, List.of());

    /// What one replica may use without asking again.
    ///
    /// @param amount how much of the account it stands for: idle, reserved by open calls, or used and not yet told
    /// @param idle   the part of it that no call had reserved when the replica last told
    /// @param spent  what the replica told so far that it used of this lease
    /// @param number of the last message that was heard: an earlier one that comes late changes nothing
    /// @param ends   when the replica is taken for dead, by the store's clock
    public record Lease(UUID id, long amount, long idle, long spent, long number, Instant ends) {}

    public Account {
        leases = List.copyOf(leases);
    }

    public long outstanding() {
        return leases.stream().mapToLong(Lease::amount).sum();
    }
}
