package io.levee.ledger.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Proof after RFC 6962 section 2.1.2 that a tree only grew: the tree of `newSize` begins with the tree of
/// `oldSize`.
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("a tree cannot grow from %d to %d".formatted(oldSize, newSize));
        }
        if (path.size() > InclusionProof.PATH_MAX + 1) {
            throw new IllegalArgumentException("a proof of %d hashes is too long".formatted(path.size()));
        }
    }

    public boolean proves(Hash oldRoot, Hash newRoot) {
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(Hash.EMPTY_TREE);
        }
        Deque<Hash> hashes = new ArrayDeque<>(path);
        if (Long.bitCount(oldSize) == 1) {
            hashes.addFirst(oldRoot); // the old tree is itself the first node; proofs leave it out
        }
        return !hashes.isEmpty() && walk(hashes, oldRoot, newRoot);
    }

    /// Climbs from the last node that both trees share, and builds both roots on the way.
    private boolean walk(Deque<Hash> hashes, Hash oldRoot, Hash newRoot) {
        long position = oldSize - 1;
        long last = newSize - 1;
        int shared = Long.numberOfTrailingZeros(~position);
        position >>= shared;
        last >>= shared;
        Hash oldNode = hashes.removeFirst();
        Hash newNode = oldNode;
        for (Hash sibling : hashes) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                oldNode = Hash.ofNode(sibling, oldNode);
                newNode = Hash.ofNode(sibling, newNode);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                newNode = Hash.ofNode(newNode, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && oldNode.equals(oldRoot) && newNode.equals(newRoot);
    }
}
