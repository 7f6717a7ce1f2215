package io.levee.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.ledger.LedgerProof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryProofTest {
    private final SampleLedger ledger = new SampleLedger("replica-1", 13);
    private final Verification verification = new Verification(List.of(ledger.key()), KeptCheckpoints.none());

    @Test
    void everyEntryHasAProofThatHolds() {
        for (int position = 0; position < 13; position++) {
            LedgerProof proof = ledger.proof(position);
            assertThat(verification.entry(proof.toString()).findings()).isEmpty();
            assertThat(proof.holds(ledger.signer.logKey())).isTrue();
        }
    }

    @Test
    void aProofWithAnyByteChangedDoesNotHold() {
        byte[] proof = ledger.proof(6).toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < proof.length; i++) {
            byte[] changed = proof.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(holds(new String(changed, StandardCharsets.UTF_8)))
                    .as("byte %d", i)
                    .isFalse();
        }
    }

    @Test
    void aProofForAnotherPositionOrUnderAnotherKeyDoesNotHold() {
        String proof = ledger.proof(6).toString();
        assertThat(holds(proof.replace("\nindex 6\n", "\nindex 7\n"))).isFalse();
        assertThat(holds(proof.replace("\nindex 6\n", "\nindex 13\n"))).isFalse();
        assertThat(holds(new SampleLedger("replica-1", 13).proof(6).toString())).isFalse();
    }

    @Test
    void nothingStandsBehindTheEndOfALog() {
        String beyond = ledger.proof(12).toString().replace("\nindex 12\n", "\nindex 13\n");
        assertThat(verification.entry(beyond).findings())
                .extracting(Finding::kind)
                .contains(Finding.Kind.EDITED);
    }

    @Test
    void anEntryThatSaysItStandsElsewhereIsNotBelieved() {
        SampleLedger lying = new SampleLedger(ledger.signer, "replica-1", 2, "");
        lying.lines.add(ledger.lines.get(5));
        assertThat(verification.entry(lying.proof(2).toString()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.OUT_OF_ORDER));
    }

    private boolean holds(String proof) {
        try {
            return verification.entry(proof).ok();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
