package io.levee.ledger.proof;

import java.util.List;

/// The audit path of RFC 6962 section 2.1.1: from the leaf's sibling to the child of the root.
public record InclusionProof(long index, long size, List<Hash> path) {
    /// No path of a tree with fewer than 2^63 leaves is longer.
    public static final int PATH_MAX = 63;

    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("position %d is not in a tree of %d".formatted(index, size));
        }
        if (path.size() > PATH_MAX) {
            throw new IllegalArgumentException("a proof of %d hashes is too long".formatted(path.size()));
        }
    }

    /// True where `leaf` stands at the index in the tree with this root.
    public boolean proves(Hash leaf, Hash root) {
        Hash node = leaf;
        long position = index;
        long last = size - 1;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                node = Hash.ofNode(sibling, node);
                // a node at the right edge has no sibling at the levels where it is alone
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                node = Hash.ofNode(node, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
    }
}
