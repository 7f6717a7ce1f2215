package io.levee.adapters.postgres;

import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.NodeSink;
import io.levee.ledger.proof.Tile;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The partial tiles at the right edge of a growing tree, one per level; collects the tiles that become full.
/// Not thread-safe.
final class TileEdge implements NodeSink {
    private final List<List<Hash>> edge = new ArrayList<>();
    private final List<Full> full = new ArrayList<>();

    record Full(int level, long index, List<Hash> hashes) {
        Full {
            hashes = List.copyOf(hashes);
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(Tile.WIDTH_MAX * Hash.BYTES);
            hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
            return bytes.toByteArray();
        }
    }

    @Override
    public void completed(int level, long index, Hash hash) {
        if (level % Tile.HEIGHT != 0) {
            return; // recomputed by whoever reads tiles
        }
        int tileLevel = level / Tile.HEIGHT;
        while (edge.size() <= tileLevel) {
            edge.add(new ArrayList<>());
        }
        List<Hash> tile = edge.get(tileLevel);
        tile.add(hash);
        if (tile.size() == Tile.WIDTH_MAX) {
            full.add(new Full(tileLevel, index / Tile.WIDTH_MAX, tile));
            tile.clear();
        }
    }

    /// The tiles that became full since this was made or copied.
    List<Full> full() {
        return List.copyOf(full);
    }

    /// The same edge, with nothing full.
    TileEdge copy() {
        TileEdge copy = new TileEdge();
        edge.forEach(tile -> copy.edge.add(new ArrayList<>(tile)));
        return copy;
    }
}
