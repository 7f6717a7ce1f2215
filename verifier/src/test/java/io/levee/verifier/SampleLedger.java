package io.levee.verifier;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.facts.Fact;
import io.levee.facts.ReplicaFact;
import io.levee.ledger.Entry;
import io.levee.ledger.Export;
import io.levee.ledger.FactCodec;
import io.levee.ledger.LedgerProof;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.HashReader;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.MerkleTree;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One replica's log in memory, written with the product's own code.
final class SampleLedger {
    static final FactCodec CODEC = new JacksonFactCodec();
    static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    final NoteSigner signer;
    final List<byte[]> lines = new ArrayList<>();
    private final Origin origin;

    SampleLedger(String replica, int size) {
        this(NoteSigner.generate("acme/" + replica), replica, size, "");
    }

    SampleLedger(NoteSigner signer, String replica, int size, String mark) {
        this.signer = signer;
        this.origin = new Origin("acme", replica);
        for (int i = 0; i < size; i++) {
            write(i, new ReplicaFact.Started("0.1." + i + mark, i));
        }
    }

    void write(long position, Fact fact) {
        lines.add(CODEC.encode(new Entry(origin, position, START.plusSeconds(position), fact)));
    }

    TrustedKey key() {
        return TrustedKey.parse(signer.logKey().toString());
    }

    SignedNote checkpoint() {
        return checkpoint(lines.size());
    }

    SignedNote checkpoint(int size) {
        MerkleFrontier frontier = MerkleFrontier.empty();
        lines.subList(0, size).forEach(line -> frontier.append(Hash.ofLeaf(line)));
        return signer.sign(new Checkpoint(origin.toString(), size, frontier.root()));
    }

    LedgerProof proof(int position) {
        Map<List<Long>, Hash> nodes = new HashMap<>();
        MerkleFrontier frontier = MerkleFrontier.empty();
        lines.forEach(line -> frontier.append(
                Hash.ofLeaf(line), (level, index, hash) -> nodes.put(List.of((long) level, index), hash)));
        HashReader reader = (level, index) -> {
            Hash node = nodes.get(List.of((long) level, index));
            if (node == null) {
                throw new AssertionError("no node %d at level %d".formatted(index, level));
            }
            return node;
        };
        return LedgerProof.of(lines.get(position), position, new MerkleTree(reader, lines.size()), checkpoint());
    }

    Export.Log log() {
        return new Export.Log(lines.iterator(), checkpoint());
    }

    static byte[] export(SampleLedger... ledgers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Export.write(List.of(ledgers).stream().map(SampleLedger::log).toList(), out);
        return out.toByteArray();
    }
}
