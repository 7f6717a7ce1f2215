/// Launches process trees for agents and ends them whole, with proof that nothing of them is left:
/// the runtime layer of a stop. Linux only. A tree outlives Levee and is found again by the next
/// one.
///
/// Read [ProcessTrees] (launch, end), [Containment] and its three ways [Cgroup2], [PidNamespace]
/// and [Freezer], [Gate] (why nothing of an agent runs outside), [Records] (how a restart finds a
/// tree), [Ending] (the proof). For programs with caps read on with [Confined], [Look], [Means], then
/// [Keeper] (what runs above each), [ConfinedTrees], [Apart] and [Controllers]; for those of a Levee
/// that died [FolderLock].
@NullMarked
package io.levee.adapters.processes;

import org.jspecify.annotations.NullMarked;
