package io.levee.ledger.proof;

import java.util.ArrayList;
import java.util.List;

/// A stored tree at one size, as RFC 6962 section 2.1 defines it: its root, and what proves that something is
/// in it. Reads no more nodes than the answer needs. Thread-safe where its reader is.
public record MerkleTree(HashReader nodes, long size) {
    public MerkleTree {
        if (size < 0) {
            throw new IllegalArgumentException("a tree cannot have %d leaves".formatted(size));
        }
    }

    public Hash root() {
        return size == 0 ? Hash.EMPTY_TREE : hash(0, size);
    }

    /// Proves that the leaf at `index` is in this tree.
    public InclusionProof inclusionProof(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("position %d is not in a tree of %d".formatted(index, size));
        }
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + leftLeaves(to - from);
            if (index < middle) {
                path.add(hash(middle, to));
                to = middle;
            } else {
                path.add(hash(from, middle));
                from = middle;
            }
        }
        return new InclusionProof(index, size, path.reversed());
    }

    /// Proves that this tree begins with the tree that it was at `oldSize`.
    public ConsistencyProof consistencyProof(long oldSize) {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException("a tree of %d never had a later size %d".formatted(size, oldSize));
        }
        List<Hash> path = new ArrayList<>();
        if (oldSize == 0 || oldSize == size) {
            return new ConsistencyProof(oldSize, size, path);
        }
        long from = 0;
        long to = size;
        boolean wholeOldTree = true;
        while (to != oldSize) {
            long middle = from + leftLeaves(to - from);
            if (oldSize <= middle) {
                path.add(hash(middle, to));
                to = middle;
            } else {
                path.add(hash(from, middle));
                from = middle;
                wholeOldTree = false;
            }
        }
        if (!wholeOldTree) {
            path.add(hash(from, to));
        }
        return new ConsistencyProof(oldSize, size, path.reversed());
    }

    /// The hash over the leaves from `from` up to `to`, where the former is a multiple of the smallest power
    /// of two that holds them.
    private Hash hash(long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return nodes.read(level, from >> level);
        }
        long middle = from + leftLeaves(leaves);
        return Hash.ofNode(hash(from, middle), hash(middle, to));
    }

    /// The largest power of two smaller than `leaves`.
    private static long leftLeaves(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
