package io.levee.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levee.facts.ReplicaFact;
import io.levee.ledger.Export;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import io.levee.verifier.Finding.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each finding by its name: exports that were made to look right.
class ForgedLedgerTest {
    private final SampleLedger ledger = new SampleLedger("replica-1", 20);
    private final NoteSigner witness = NoteSigner.generate("acme/replica-2");

    @Test
    void anEntryThatIsMissingIsNamed() throws IOException {
        byte[] signed = export(without(7), ledger.checkpoint());
        assertThat(verify(signed).findings()).first().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.MISSING_ENTRIES);
            assertThat(finding.line()).isEqualTo(8);
            assertThat(finding.detail()).contains("entry 8 follows entry 6: 1 are missing");
        });
    }

    @Test
    void aMovedEntryIsOutOfOrder() throws IOException {
        byte[] line = ledger.lines.remove(3);
        ledger.lines.add(5, line);
        assertThat(kinds(verify(SampleLedger.export(ledger)))).contains(Kind.OUT_OF_ORDER);
    }

    @Test
    void anEditedEntryIsFoundAndNarrowedByKeptCheckpoints() throws IOException {
        SignedNote honest = ledger.checkpoint();
        KeptCheckpoints kept = KeptCheckpoints.parse(
                ledger.checkpoint(5).toString() + ledger.checkpoint(12) + "\n" + ledger.checkpoint(16));
        byte[] edited = new String(ledger.lines.get(13), StandardCharsets.UTF_8)
                .replace("0.1.13", "9.9.99")
                .getBytes(StandardCharsets.UTF_8);
        ledger.lines.set(13, edited);
        Report report = verify(export(ledger.lines.iterator(), honest), kept);
        assertThat(kinds(report)).containsExactly(Kind.REPLACED, Kind.EDITED);
        assertThat(report.findings().getFirst().detail()).contains("first 16 entries", "the first 12 are");
    }

    @Test
    void aTailCutByWhoeverHoldsTheKeyIsFoundByAKeptCheckpoint() throws IOException {
        KeptCheckpoints kept = KeptCheckpoints.parse(ledger.checkpoint().toString());
        byte[] shorter = export(ledger.lines.subList(0, 15).iterator(), ledger.checkpoint(15));
        assertThat(verify(shorter).ok()).as("nothing else can tell").isTrue();
        assertThat(kinds(verify(shorter, kept))).containsExactly(Kind.TRUNCATED);
    }

    @Test
    void aHistoryRewrittenByWhoeverHoldsTheKeyIsFoundByAKeptCheckpoint() throws IOException {
        KeptCheckpoints kept = KeptCheckpoints.parse(ledger.checkpoint(10).toString());
        SampleLedger rewritten = new SampleLedger(ledger.signer, "replica-1", 25, "-forged");
        assertThat(verify(SampleLedger.export(rewritten)).ok()).isTrue();
        assertThat(kinds(verify(SampleLedger.export(rewritten), kept))).containsExactly(Kind.REPLACED);
        assertThat(verify(SampleLedger.export(ledger), kept).logs().getFirst().kept())
                .isOne();
    }

    @Test
    void aForkThatSomebodyElseKeptIsFound() throws IOException {
        SampleLedger fork = new SampleLedger(ledger.signer, "replica-1", 20, "-fork");
        KeptCheckpoints kept = KeptCheckpoints.parse(ledger.checkpoint().toString() + fork.checkpoint());
        assertThat(kinds(verify(SampleLedger.export(ledger), kept))).containsExactly(Kind.REPLACED);
    }

    @Test
    void aWholeChainUnderAnotherKeyIsNotSigned() throws IOException {
        SampleLedger other = new SampleLedger("replica-1", 20);
        assertThat(kinds(verify(SampleLedger.export(other)))).containsExactly(Kind.UNKNOWN_KEY, Kind.UNSIGNED);
    }

    @Test
    void aLogOfWhichAKeyIsTrustedOrACheckpointWasKeptMustBeThere() throws IOException {
        SampleLedger second = new SampleLedger("replica-2", 2);
        Verification both = new Verification(List.of(ledger.key(), second.key()), KeptCheckpoints.none());
        Report report = both.export(new ByteArrayInputStream(SampleLedger.export(ledger)));
        assertThat(kinds(report)).containsExactly(Kind.MISSING_LOG);
        assertThat(kinds(verify(new byte[0]))).containsExactly(Kind.MISSING_LOG);
    }

    @Test
    void cosignaturesCountOnlyWhereTheirKeyIsTrusted() throws IOException {
        SignedNote note = ledger.checkpoint();
        byte[] cosigned = export(ledger.lines.iterator(), note.with(witness.cosign(note, Instant.EPOCH)));
        assertThat(kinds(verify(cosigned))).containsExactly(Kind.UNKNOWN_KEY);
        TrustedKey witnessKey = TrustedKey.parse(witness.witnessKey().toString());
        Verification trusting = new Verification(List.of(ledger.key(), witnessKey), KeptCheckpoints.none());
        assertThat(trusting.export(new ByteArrayInputStream(cosigned)).findings())
                .isEmpty();
        SignedNote shorter = ledger.checkpoint(10);
        byte[] moved = export(ledger.lines.iterator(), note.with(witness.cosign(shorter, Instant.EPOCH)));
        assertThat(kinds(trusting.export(new ByteArrayInputStream(moved)))).containsExactly(Kind.BAD_SIGNATURE);
    }

    @Test
    void aKeptCheckpointThatIsNotSignedIsNoEvidence() throws IOException {
        SampleLedger other = new SampleLedger("replica-1", 20);
        KeptCheckpoints kept = KeptCheckpoints.parse(other.checkpoint(5).toString());
        assertThat(kinds(verify(SampleLedger.export(ledger), kept))).contains(Kind.UNSIGNED);
        String forged = ledger.checkpoint(5).toString().replace("\n5\n", "\n6\n");
        assertThat(kinds(verify(SampleLedger.export(ledger), KeptCheckpoints.parse(forged))))
                .contains(Kind.BAD_SIGNATURE);
    }

    @Test
    void aLogThatSignedAGapIsNotBelieved() throws IOException {
        ledger.write(25, new ReplicaFact.Stopped("gap"));
        assertThat(kinds(verify(SampleLedger.export(ledger)))).containsExactly(Kind.MISSING_ENTRIES);
    }

    @Test
    void aLogThatSignedAnEntryOfAnotherIsNotBelieved() throws IOException {
        ledger.lines.add(new SampleLedger("replica-7", 1).lines.getFirst());
        assertThat(kinds(verify(SampleLedger.export(ledger)))).containsExactly(Kind.MALFORMED_LINE);
    }

    @Test
    void anEmptyLogIsVerified() throws IOException {
        SampleLedger empty = new SampleLedger("replica-1", 0);
        Verification verification = new Verification(
                List.of(empty.key()), KeptCheckpoints.parse(empty.checkpoint().toString()));
        Report report = verification.export(new ByteArrayInputStream(SampleLedger.export(empty)));
        assertThat(report.findings()).isEmpty();
        assertThat(report.logs().getFirst().kept()).isOne();
    }

    @Test
    void withoutTheKeyOfALogNothingIsVerified() {
        TrustedKey witnessKey = TrustedKey.parse(witness.witnessKey().toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verification(List.of(witnessKey), KeptCheckpoints.none()))
                .withMessageContaining("anybody could have signed");
    }

    @Test
    void aReportStaysSmallHoweverMuchIsWrong() throws IOException {
        Report report = verify("x\n".repeat(5000).getBytes(StandardCharsets.UTF_8));
        assertThat(report.findings()).hasSize(Report.FINDINGS_MAX);
        assertThat(report.more()).isEqualTo(5001 - Report.FINDINGS_MAX);
    }

    @Test
    void whateverAnIdSaysTheVerifierAnswers() throws IOException {
        String line = new String(ledger.lines.getFirst(), StandardCharsets.UTF_8);
        for (String id :
                List.of("", "#", "#0", "é😀#", "é😀#0", "é😀#x", "a#-1", "a#1#2", "a#99999999999999999999", "\\n#0")) {
            String hostile = line.replace("acme/replica-1#0", id)
                    .replace("urn:levee:acme/replica-1", "urn:levee:" + id.split("#", -1)[0]);
            Report report = verify((hostile + "\n" + hostile + "\n").getBytes(StandardCharsets.UTF_8));
            assertThat(report.ok()).as(id).isFalse();
        }
    }

    @Test
    void whatAReportQuotesIsShortAndHarmless() throws IOException {
        String line = new String(ledger.lines.getFirst(), StandardCharsets.UTF_8);
        String hostile = line.replace("acme/replica-1#0", "\u009b2J\u202e".repeat(5000));
        Report report = verify((hostile + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(report.toText()).doesNotContain("\u009b", "\u202e").hasSizeLessThan(1000);
    }

    private Iterator<byte[]> without(int position) {
        ledger.checkpoint();
        return java.util.stream.IntStream.range(0, ledger.lines.size())
                .filter(i -> i != position)
                .mapToObj(ledger.lines::get)
                .toList()
                .iterator();
    }

    private static byte[] export(Iterator<byte[]> lines, SignedNote checkpoint) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Export.write(List.of(new Export.Log(lines, checkpoint)), out);
        return out.toByteArray();
    }

    private Report verify(byte[] export) throws IOException {
        return verify(export, KeptCheckpoints.none());
    }

    private Report verify(byte[] export, KeptCheckpoints kept) throws IOException {
        return new Verification(List.of(ledger.key()), kept).export(new ByteArrayInputStream(export));
    }

    private static List<Kind> kinds(Report report) {
        return report.findings().stream().map(Finding::kind).toList();
    }
}
