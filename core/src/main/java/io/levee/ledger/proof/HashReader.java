package io.levee.ledger.proof;

/// Where the completed nodes of a stored tree are read: those that [NodeSink] was given.
public interface HashReader {
    /// Throws [io.levee.fault.LeveeException] where the node is not stored.
    Hash read(int level, long index);
}
