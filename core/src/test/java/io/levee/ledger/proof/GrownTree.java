package io.levee.ledger.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A tree with every node that was completed, and RFC 6962's own recursive definition of a root to compare
/// with.
final class GrownTree implements HashReader {
    final MerkleFrontier frontier = MerkleFrontier.empty();
    final List<Hash> leaves = new ArrayList<>();
    private final Map<List<Long>, Hash> nodes = new HashMap<>();

    static GrownTree of(int size) {
        GrownTree tree = new GrownTree();
        for (int i = 0; i < size; i++) {
            tree.append(Hash.ofLeaf(("entry " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return tree;
    }

    void append(Hash leaf) {
        leaves.add(leaf);
        frontier.append(leaf, (level, index, hash) -> nodes.put(List.of((long) level, index), hash));
    }

    MerkleTree at(long size) {
        return new MerkleTree(this, size);
    }

    Hash definedRoot(int size) {
        return definedRoot(leaves.subList(0, size));
    }

    private static Hash definedRoot(List<Hash> some) {
        if (some.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        if (some.size() == 1) {
            return some.getFirst();
        }
        int left = Integer.highestOneBit(some.size() - 1);
        return Hash.ofNode(definedRoot(some.subList(0, left)), definedRoot(some.subList(left, some.size())));
    }

    @Override
    public Hash read(int level, long index) {
        Hash node = nodes.get(List.of((long) level, index));
        if (node == null) {
            throw new AssertionError("node %d of level %d was never completed".formatted(index, level));
        }
        return node;
    }

    byte[] tile(Tile tile) {
        byte[] bytes = new byte[tile.width() * Hash.BYTES];
        for (int i = 0; i < tile.width(); i++) {
            byte[] hash = read(tile.level() * Tile.HEIGHT, tile.first() + i).bytes();
            System.arraycopy(hash, 0, bytes, i * Hash.BYTES, Hash.BYTES);
        }
        return bytes;
    }
}
