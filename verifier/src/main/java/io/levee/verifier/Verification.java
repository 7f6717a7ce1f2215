package io.levee.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Checks what somebody was given against what they trust: public keys, and checkpoints that were kept
/// earlier. Immutable, thread-safe.
public final class Verification {
    private final Trust trust;

    /// Throws [IllegalArgumentException] where no key of a log is among the keys: then nothing could be
    /// verified.
    public Verification(List<TrustedKey> keys, KeptCheckpoints kept) {
        this.trust = new Trust(keys, kept.notes().stream().map(Note::parse).toList());
    }

    /// Verifies a whole export, in one pass and in constant memory. Any change of any byte of it is a
    /// finding.
    public Report export(InputStream in) throws IOException {
        return new ExportWalk(trust).walk(new LineReader(in));
    }

    /// Verifies a proof for one entry. Throws [IllegalArgumentException] where the text is no proof.
    public Report entry(String proof) {
        EntryProof parsed = EntryProof.parse(proof);
        Head head = Head.parse(parsed.checkpoint().text());
        Findings findings = new Findings();
        trust.judge(parsed.checkpoint(), head.origin(), 0, false, findings);
        if (!parsed.root(head.size()).equals(head.root())) {
            findings.add(
                    Finding.Kind.EDITED,
                    head.origin(),
                    0,
                    "the entry is not at position %d of the log that was signed".formatted(parsed.index()));
        }
        if (!parsed.saysWhereItStands(head.origin())) {
            findings.add(
                    Finding.Kind.OUT_OF_ORDER,
                    head.origin(),
                    0,
                    "the entry does not say that it is %s#%d".formatted(head.origin(), parsed.index()));
        }
        List<Report.LogReport> logs = findings.count() > 0
                ? List.of()
                : List.of(new Report.LogReport(head.origin(), head.size(), head.root(), 0));
        return findings.report(logs);
    }
}
