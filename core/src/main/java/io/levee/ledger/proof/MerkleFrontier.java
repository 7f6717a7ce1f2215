package io.levee.ledger.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing Merkle tree: all that its writer keeps to append the next leaf and to know the
/// root. One hash for each bit set in the size, of the largest perfect subtree first. Not thread-safe.
public final class MerkleFrontier {
    private static final NodeSink NOBODY = (_, _, _) -> {};

    private final List<Hash> peaks;
    private long size;

    private MerkleFrontier(long size, List<Hash> peaks) {
        this.size = size;
        this.peaks = peaks;
    }

    public static MerkleFrontier empty() {
        return new MerkleFrontier(0, new ArrayList<>());
    }

    /// Reads what [#toBytes] wrote; throws [IllegalArgumentException] for anything else.
    public static MerkleFrontier of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long size = bytes.length < Long.BYTES ? -1 : in.getLong();
        if (size < 0 || in.remaining() != Long.bitCount(size) * Hash.BYTES) {
            throw new IllegalArgumentException("%d bytes are no frontier of a tree".formatted(bytes.length));
        }
        List<Hash> peaks = new ArrayList<>();
        while (in.hasRemaining()) {
            peaks.add(Hash.of(bytes, in.position()));
            in.position(in.position() + Hash.BYTES);
        }
        return new MerkleFrontier(size, peaks);
    }

    /// The frontier of a stored tree at any size that it ever had.
    public static MerkleFrontier of(HashReader tree, long size) {
        List<Hash> peaks = new ArrayList<>();
        long leaves = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                peaks.add(tree.read(level, leaves >> level));
                leaves += 1L << level;
            }
        }
        return new MerkleFrontier(size, peaks);
    }

    public void append(Hash leaf) {
        append(leaf, NOBODY);
    }

    /// Appends a leaf and hands every node that it completes to `sink`: the leaf itself, and the perfect
    /// subtrees above it.
    public void append(Hash leaf, NodeSink sink) {
        Hash node = leaf;
        int level = 0;
        sink.completed(level, size, node);
        while ((size >> level & 1) == 1) {
            node = Hash.ofNode(peaks.removeLast(), node);
            level++;
            sink.completed(level, size >> level, node);
        }
        peaks.add(node);
        size++;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        if (peaks.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        Hash root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(peaks.get(i), root);
        }
        return root;
    }

    public MerkleFrontier copy() {
        return new MerkleFrontier(size, new ArrayList<>(peaks));
    }

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + peaks.size() * Hash.BYTES);
        out.putLong(size);
        peaks.forEach(peak -> out.put(peak.bytes()));
        return out.array();
    }
}
