package io.levee.adapters.processes;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/// One way to hold a tree of processes together, so that nobody in it gets out by forking. Keeps no
/// state.
sealed interface Containment permits Cgroup2, PidNamespace, Freezer {
    /// What this machine may have of a tier, best first. Whether it works, only a [Trial] says.
    static List<Containment> candidates(Tier tier) {
        SecureRandom random = new SecureRandom();
        return switch (tier) {
            case CGROUP2 ->
                CgroupMount.unified().stream()
                        .<Containment>map(it -> new Cgroup2(it, random))
                        .toList();
            case PID_NAMESPACE -> PidNamespace.candidates();
            case FREEZER ->
                CgroupMount.freezer().stream()
                        .<Containment>map(it -> new Freezer(it, random))
                        .toList();
        };
    }

    Tier tier();

    /// What the waiting shell is started by; empty where it is started directly.
    List<String> prefix();

    /// Chooses a place and touches nothing.
    Place plan(TreeId id);

    /// Puts the process that waits at the [Gate] into the place and sees it there, or fails.
    Place contain(Process waiting, Place planned) throws IOException;

    /// The processes there that run. Dead ones that nobody waited for are not alive.
    Set<Long> alive(Place place) throws IOException;

    /// Kills everything there once; to be called again while the place is not empty.
    ///
    /// @return who was there
    Set<Long> kill(Place place) throws IOException;

    /// True where the kernel says that nothing runs there.
    boolean empty(Place place) throws IOException;

    /// Whether anybody may run there: cheaper than [#empty], and good for nothing but a look.
    default boolean inhabited(Place place) throws IOException {
        return !empty(place);
    }

    /// Removes an empty place. False where the kernel still needs it.
    boolean remove(Place place) throws IOException;
}
