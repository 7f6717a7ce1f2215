package io.levee.bench;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.catalog.AssetId;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Evidence;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.Entry;
import io.levee.ledger.Export;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.NoteSigner;
import io.levee.verifier.KeptCheckpoints;
import io.levee.verifier.Report;
import io.levee.verifier.TrustedKey;
import io.levee.verifier.Verification;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// How long the offline verifier takes for a ledger of calls: each one decided, then finished.
public final class VerifyBench {
    private static final long ENTRIES = 1_000_000;
    private static final Origin ORIGIN = new Origin("acme", "replica-1");
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final FactCodec CODEC = new JacksonFactCodec();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private VerifyBench() {}

    public record Figures(
            long entries,
            long exportBytes,
            double writeSeconds,
            double verifySeconds,
            double verifyCpuSeconds,
            boolean ok) {
        public String toJson() {
            return String.format(
                    Locale.ROOT,
                    "{\"case\":\"verify\",\"entries\":%d,\"exportBytes\":%d,\"writeSeconds\":%.2f,\"verifySeconds\":%.2f,"
                            + "\"verifyCpuSeconds\":%.2f,\"entriesPerSecond\":%.0f,\"ok\":%b}",
                    entries,
                    exportBytes,
                    writeSeconds,
                    verifySeconds,
                    verifyCpuSeconds,
                    entries / verifySeconds,
                    ok);
        }
    }

    /// @param args the number of entries, a million where it is not given
    public static void main(String[] args) throws IOException {
        System.out.println(
                run(args.length > 0 ? Long.parseLong(args[0]) : ENTRIES).toJson());
    }

    /// Writes an export of this many entries to a temporary file and verifies it. The verifier's processor
    /// time tells more than the time on the clock where the machine is shared.
    public static Figures run(long entries) throws IOException {
        Path file = Files.createTempFile("levee-verify", ".jsonl");
        try {
            long started = System.nanoTime();
            TrustedKey key = write(entries, file);
            long written = System.nanoTime();
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            Report report;
            try (InputStream export = Files.newInputStream(file)) {
                report = new Verification(List.of(key), KeptCheckpoints.none()).export(export);
            }
            long verified = System.nanoTime();
            double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / 1e9;
            return new Figures(
                    entries,
                    Files.size(file),
                    (written - started) / 1e9,
                    (verified - written) / 1e9,
                    cpuSeconds,
                    report.ok());
        } finally {
            Files.delete(file);
        }
    }

    private static TrustedKey write(long entries, Path file) throws IOException {
        NoteSigner signer = NoteSigner.generate(ORIGIN.toString());
        MerkleFrontier tree = MerkleFrontier.empty();
        LongFunction<byte[]> line = position -> CODEC.encode(new Entry(
                ORIGIN,
                position,
                START.plusNanos(position * 100_000),
                position % 2 == 0 ? decided(position / 2) : finished(position / 2)));
        LongStream.range(0, entries).mapToObj(line).forEach(bytes -> tree.append(Hash.ofLeaf(bytes)));
        // once more, instead of a gigabyte in memory
        Iterator<byte[]> lines = LongStream.range(0, entries).mapToObj(line).iterator();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            Checkpoint checkpoint = new Checkpoint(ORIGIN.toString(), entries, tree.root());
            Export.write(List.of(new Export.Log(lines, signer.sign(checkpoint))), out);
        }
        return TrustedKey.parse(signer.logKey().toString());
    }

    private static Fact decided(long call) {
        AssetId operation = AssetId.operation("warehouse", "runQuery");
        return new CallFact.Decided(
                decision(call),
                Optional.of(new CallFact.Caller(
                        Chain.of(ActorId.person("ana"), ActorId.agent("report-writer")),
                        new SessionId("ses-" + call / 1000),
                        new TokenId("tok-" + call / 100))),
                new CallFact.Target("warehouse", "POST", "/queries", Optional.of(operation), true),
                true,
                "allowed",
                "",
                List.of(
                        new Evidence("passport", "agent:report-writer", "may change `operation:warehouse/*`"),
                        new Evidence("policy", "warehouse.cedar#analysts-run", "analysts may run queries")),
                List.of(operation),
                List.of(new TeamId("warehouse")),
                7,
                "0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b");
    }

    private static Fact finished(long call) {
        return new CallFact.Finished(
                decision(call), CallFact.Ending.COMPLETED, 200, 311, 20_480, 4_211, Optional.empty());
    }

    private static DecisionId decision(long call) {
        return new DecisionId("dec-" + Long.toString(call, 36));
    }
}
