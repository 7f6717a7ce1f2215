package io.levee.ledger.proof;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Reads the nodes of a tree of one size out of its tiles; what lies between the levels that tiles store is
/// hashed again. Remembers the last few tiles. Not thread-safe: make one per question.
public final class TileHashes implements HashReader {
    private static final int REMEMBERED_MAX = 64;

    private final Function<Tile, byte[]> tiles;
    private final long treeSize;
    private final Map<Tile, byte[]> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// @param tiles the hashes of a tile, one after the other
    public TileHashes(Function<Tile, byte[]> tiles, long treeSize) {
        this.tiles = tiles;
        this.treeSize = treeSize;
    }

    @Override
    public Hash read(int level, long index) {
        int tileLevel = Math.min(level / Tile.HEIGHT, Tile.LEVEL_MAX);
        int above = level - tileLevel * Tile.HEIGHT;
        long first = index << above;
        return subtree(tileLevel, first, above);
    }

    private Hash subtree(int tileLevel, long first, int height) {
        if (height == 0) {
            return Hash.of(tile(tileLevel, first), (int) (first % Tile.WIDTH_MAX) * Hash.BYTES);
        }
        long half = 1L << (height - 1);
        return Hash.ofNode(subtree(tileLevel, first, height - 1), subtree(tileLevel, first + half, height - 1));
    }

    /// The tile that holds this hash of its level.
    private byte[] tile(int level, long hash) {
        long hashes = treeSize >> (Tile.HEIGHT * level);
        if (hash >= hashes) {
            throw new IllegalArgumentException(
                    "a tree of %d has no hash %d at tile level %d".formatted(treeSize, hash, level));
        }
        long index = hash / Tile.WIDTH_MAX;
        int width = Math.clamp(hashes - index * Tile.WIDTH_MAX, 1, Tile.WIDTH_MAX);
        return remembered.computeIfAbsent(new Tile(level, index, width), this::load);
    }

    private byte[] load(Tile tile) {
        byte[] hashes = tiles.apply(tile);
        if (hashes.length != tile.width() * Hash.BYTES) {
            throw new LeveeException(
                    ErrorCode.LEDGER_CORRUPT,
                    "%s has %d bytes instead of %d; restore it from a replica or a backup"
                            .formatted(tile.path(), hashes.length, tile.width() * Hash.BYTES));
        }
        return hashes;
    }
}
