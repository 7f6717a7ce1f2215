package io.levee.ledger.proof;

/// Takes the nodes of a growing tree, each exactly once, when its last leaf is there.
public interface NodeSink {
    /// @param level 0 for leaves; a node of level n stands for 2^n leaves
    /// @param index counted within the level
    void completed(int level, long index, Hash hash);
}
