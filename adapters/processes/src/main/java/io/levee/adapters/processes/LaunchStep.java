package io.levee.adapters.processes;

import java.util.function.Consumer;

/// What a launch has done, in this order. Levee may die after each; what it leaves runs nothing before the last.
enum LaunchStep {
    /// A scratch folder and its user.
    TAKEN,
    /// The folder of what is kept.
    KEPT,
    /// The groups that hold the caps.
    CAPPED,
    /// The record of the tree, where its place is known before it has a process.
    RECORDED,
    /// The shell at the gate.
    WAITING,
    /// That shell is in its place, and the record is there.
    CONTAINED,
    /// It was told what to become.
    RELEASED;

    /// For who does not look.
    static final Consumer<LaunchStep> UNSEEN = _ -> {};
}
