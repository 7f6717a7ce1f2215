package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleTree;
import io.levee.ledger.proof.Tile;
import io.levee.ledger.proof.TileHashes;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The Merkle tree of one log as it is stored: full tiles are rows, partial ones are computed from what is
/// below.
record StoredTree(Connection connection, int log) {
    /// The tree that the log was at this size. Throws what the database throws, wrapped: see [#tile].
    MerkleTree tree(long size) {
        return new MerkleTree(new TileHashes(this::tile, size), size);
    }

    /// The hashes of a tile that lies within the log.
    byte[] tile(Tile tile) {
        try {
            return tile.partial() ? partial(tile) : full(tile.level(), tile.index());
        } catch (SQLException e) {
            throw SqlFailures.translated(e);
        }
    }

    /// The partial tiles that a tree of this size ends with.
    TileEdge edge(long size) {
        TileEdge edge = new TileEdge();
        for (int level = 0; size >> (Tile.HEIGHT * level) > 0 && level <= Tile.LEVEL_MAX; level++) {
            long hashes = size >> (Tile.HEIGHT * level);
            int width = (int) (hashes % Tile.WIDTH_MAX);
            if (width > 0) {
                Tile tile = new Tile(level, hashes / Tile.WIDTH_MAX, width);
                byte[] bytes = tile(tile);
                for (int i = 0; i < width; i++) {
                    edge.completed(level * Tile.HEIGHT, tile.first() + i, hashAt(bytes, i));
                }
            }
        }
        return edge;
    }

    private byte[] full(int level, long index) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT hashes FROM ledger.tile WHERE log = ? AND level = ? AND index = ?")) {
            select.setInt(1, log);
            select.setInt(2, level);
            select.setLong(3, index);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new LeveeException(
                            ErrorCode.LEDGER_CORRUPT,
                            "tile %d/%d of log %d is missing: restore the database from a backup"
                                    .formatted(level, index, log));
                }
                return rows.getBytes(1);
            }
        }
    }

    private byte[] partial(Tile tile) throws SQLException {
        return tile.level() == 0 ? leaves(tile.first(), tile.width()) : roots(tile);
    }

    private byte[] leaves(long from, int count) throws SQLException {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (byte[] line : new EntryTable(connection).lines(log, from, count)) {
            hashes.writeBytes(Hash.ofLeaf(line).bytes());
        }
        return hashes.toByteArray();
    }

    /// Each hash above level 0 is the root of one full tile of the level below.
    private byte[] roots(Tile tile) throws SQLException {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int i = 0; i < tile.width(); i++) {
            hashes.writeBytes(root(full(tile.level() - 1, tile.first() + i)).bytes());
        }
        return hashes.toByteArray();
    }

    private static Hash root(byte[] tile) {
        return new MerkleTree(
                        (level, index) -> level == 0 ? hashAt(tile, (int) index) : subtree(tile, level, index),
                        Tile.WIDTH_MAX)
                .root();
    }

    private static Hash subtree(byte[] tile, int level, long index) {
        return level == 0
                ? hashAt(tile, (int) index)
                : Hash.ofNode(subtree(tile, level - 1, 2 * index), subtree(tile, level - 1, 2 * index + 1));
    }

    private static Hash hashAt(byte[] hashes, int index) {
        byte[] hash = new byte[Hash.BYTES];
        System.arraycopy(hashes, index * Hash.BYTES, hash, 0, Hash.BYTES);
        return Hash.of(hash);
    }
}
