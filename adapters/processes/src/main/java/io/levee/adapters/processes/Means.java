package io.levee.adapters.processes;

/// How this machine holds a confined program to its caps and apart from others. ADR 0135 says what
/// each way gives and does not give.
///
/// @param ownUser         a user of its own: nothing of Levee or of other programs is readable to it or
///     can be signalled by it. Else it is the same user
/// @param noNewPrivileges setuid programs give it nothing
public record Means(Tier tier, By memory, By cpu, By processes, By disk, boolean ownUser, boolean noNewPrivileges) {
    /// How programs of those trees are held, found out by trying.
    public static Means of(ProcessTrees trees) {
        return new ConfinedTrees(trees, Ground.standard()).means();
    }

    /// Best first.
    public enum By {
        /// The kernel counts all of it together, also while no Levee runs.
        KERNEL,
        /// By a limit of the kernel on the program's own user.
        USER_LIMIT,
        /// Levee looks, several times a second for memory and processes and each second for the disk, and
        /// ends the program that is above: bursts between two looks, and whatever happens while no Levee
        /// runs, are not seen.
        WATCHED,
        /// Not held.
        NOT
    }
}
