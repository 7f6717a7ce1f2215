package io.levee.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levee.fault.LeveeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final int SIZE = 70;
    private final GrownTree grown = GrownTree.of(SIZE);

    @Test
    void hashesAsCertificateTransparencyDoes() {
        assertThat(HexFormat.of().formatHex(Hash.EMPTY_TREE.bytes()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(HexFormat.of().formatHex(Hash.ofLeaf(new byte[0]).bytes()))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        GrownTree three = new GrownTree();
        three.append(Hash.ofLeaf(new byte[0]));
        three.append(Hash.ofLeaf(new byte[] {0}));
        three.append(Hash.ofLeaf(new byte[] {0x10}));
        assertThat(HexFormat.of().formatHex(three.frontier.root().bytes()))
                .isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    }

    @Test
    void frontierKnowsTheRootAtEverySize() {
        MerkleFrontier frontier = MerkleFrontier.empty();
        for (int size = 0; size <= SIZE; size++) {
            assertThat(frontier.root()).as("size %d", size).isEqualTo(grown.definedRoot(size));
            assertThat(MerkleFrontier.of(frontier.toBytes()).root()).isEqualTo(frontier.root());
            assertThat(MerkleFrontier.of(grown, size).toBytes()).isEqualTo(frontier.toBytes());
            assertThat(grown.at(size).root()).isEqualTo(frontier.root());
            if (size < SIZE) {
                frontier.append(grown.leaves.get(size));
            }
        }
    }

    @Test
    void aRestoredFrontierGrowsOn() {
        MerkleFrontier restored = MerkleFrontier.of(GrownTree.of(37).frontier.toBytes());
        grown.leaves.subList(37, SIZE).forEach(restored::append);
        assertThat(restored.root()).isEqualTo(grown.definedRoot(SIZE));
    }

    @Test
    void whatIsNoFrontierIsRefused() {
        byte[] bytes = grown.frontier.toBytes();
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleFrontier.of(new byte[7]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MerkleFrontier.of(java.util.Arrays.copyOf(bytes, bytes.length - 1)));
        bytes[0] = (byte) 0x80;
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleFrontier.of(bytes));
    }

    @Test
    void everyInclusionProofHoldsForItsLeafOnly() {
        for (int size = 1; size <= SIZE; size++) {
            Hash root = grown.definedRoot(size);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = grown.at(size).inclusionProof(index);
                assertThat(proof.proves(grown.leaves.get(index), root)).isTrue();
                assertThat(proof.proves(grown.leaves.get((index + 1) % SIZE), root))
                        .isFalse();
                assertThat(proof.proves(grown.leaves.get(index), grown.definedRoot(size - 1)))
                        .isFalse();
            }
        }
    }

    @Test
    void everyConsistencyProofHoldsForItsRootsOnly() {
        for (int newSize = 0; newSize <= SIZE; newSize++) {
            for (int oldSize = 0; oldSize <= newSize; oldSize++) {
                ConsistencyProof proof = grown.at(newSize).consistencyProof(oldSize);
                Hash oldRoot = grown.definedRoot(oldSize);
                Hash newRoot = grown.definedRoot(newSize);
                Hash other = Hash.ofLeaf("other".getBytes(StandardCharsets.UTF_8));
                assertThat(proof.proves(oldRoot, newRoot))
                        .as("%d to %d", oldSize, newSize)
                        .isTrue();
                assertThat(proof.proves(other, newRoot)).isFalse();
                // what is in a tree says nothing about the empty tree before it
                assertThat(proof.proves(oldRoot, other)).isEqualTo(oldSize == 0 && newSize > 0);
            }
        }
    }

    @Test
    void aProofWithAnyHashChangedMissingOrAddedFails() {
        Hash root = grown.definedRoot(SIZE);
        Hash other = Hash.ofLeaf("other".getBytes(StandardCharsets.UTF_8));
        InclusionProof proof = grown.at(SIZE).inclusionProof(41);
        for (List<Hash> path : damaged(proof.path(), other)) {
            assertThat(new InclusionProof(41, SIZE, path).proves(grown.leaves.get(41), root))
                    .isFalse();
        }
        for (int oldSize : new int[] {1, 32, 41, 69}) {
            ConsistencyProof grew = grown.at(SIZE).consistencyProof(oldSize);
            for (List<Hash> path : damaged(grew.path(), other)) {
                assertThat(new ConsistencyProof(oldSize, SIZE, path).proves(grown.definedRoot(oldSize), root))
                        .isFalse();
            }
        }
    }

    private static List<List<Hash>> damaged(List<Hash> path, Hash other) {
        List<List<Hash>> all = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> changed = new ArrayList<>(path);
            changed.set(i, other);
            all.add(changed);
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            all.add(shorter);
        }
        List<Hash> longer = new ArrayList<>(path);
        longer.add(other);
        all.add(longer);
        return all;
    }

    @Test
    void tilesGiveTheSameProofsAsNodes() {
        int size = 70_000;
        GrownTree large = GrownTree.of(size);
        MerkleTree tiled = new MerkleTree(new TileHashes(large::tile, size), size);
        assertThat(tiled.root()).isEqualTo(large.frontier.root());
        for (long index : new long[] {0, 255, 256, 65_535, 65_536, 69_999}) {
            assertThat(tiled.inclusionProof(index)).isEqualTo(large.at(size).inclusionProof(index));
            assertThat(tiled.consistencyProof(index)).isEqualTo(large.at(size).consistencyProof(index));
        }
        assertThat(MerkleFrontier.of(new TileHashes(large::tile, size), size).toBytes())
                .isEqualTo(large.frontier.toBytes());
    }

    @Test
    void aTileOfTheWrongLengthIsCorrupt() {
        TileHashes damaged = new TileHashes(tile -> new byte[tile.width() * Hash.BYTES - 1], SIZE);
        Assertions.assertThatExceptionOfType(LeveeException.class)
                .isThrownBy(() -> damaged.read(0, 3))
                .withMessageContaining("tile/0/000.p/70 has 2239 bytes instead of 2240");
    }
}
