package io.levee.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /// The example of Go's note package: made by another implementation.
    private static final String GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final NoteSigner log = NoteSigner.generate("acme/replica-1");
    private final NoteSigner witness = NoteSigner.generate("acme/replica-2");
    private final Checkpoint checkpoint =
            new Checkpoint("acme/replica-1", 70, GrownTree.of(70).frontier.root());

    @Test
    void aNoteOfGoVerifies() {
        VerifierKey key = VerifierKey.parse(GO_VKEY);
        assertThat(key.toString()).isEqualTo(GO_VKEY);
        assertThat(key.signed(SignedNote.parse(GO_NOTE))).isTrue();
        assertThat(key.signed(SignedNote.parse(GO_NOTE.replace("don't", "do")))).isFalse();
    }

    @Test
    void aCheckpointIsSignedWrittenReadAndVerified() {
        SignedNote note = SignedNote.parse(log.sign(checkpoint).toString());
        assertThat(note.checkpoint()).isEqualTo(checkpoint);
        assertThat(VerifierKey.parse(log.logKey().toString()).signed(note)).isTrue();
        assertThat(witness.logKey().signed(note)).isFalse();
    }

    @Test
    void aWitnessSaysWhenItSawACheckpoint() {
        SignedNote note = log.sign(checkpoint);
        Instant time = Instant.parse("2026-11-24T08:00:00Z");
        SignedNote both = SignedNote.parse(note.with(witness.cosign(note, time)).toString());
        VerifierKey key = VerifierKey.parse(witness.witnessKey().toString());
        assertThat(key.witnessed(both)).contains(time);
        assertThat(key.witnessed(note)).isEmpty();
        assertThat(witness.logKey().signed(both))
                .as("a cosignature is no checkpoint signature")
                .isFalse();
        assertThat(log.logKey().signed(both)).isTrue();
        assertThat(both.with(witness.cosign(note, time.plusSeconds(9))).signatures())
                .hasSize(2);
    }

    @Test
    void aCosignatureCoversItsTimeAndItsCheckpoint() {
        SignedNote note = log.sign(checkpoint);
        NoteSignature seen = witness.cosign(note, Instant.EPOCH);
        byte[] later = seen.signature();
        later[7]++;
        NoteSignature moved = NoteSignature.of(seen.name(), seen.keyId(), later);
        assertThat(witness.witnessKey().witnessed(note.with(moved))).isEmpty();
        SignedNote other = log.sign(new Checkpoint("acme/replica-1", 0, Hash.EMPTY_TREE));
        assertThat(witness.witnessKey().witnessed(other.with(seen))).isEmpty();
    }

    @Test
    void aLogSignsForItselfOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> witness.sign(checkpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 a AAAAAAA=",
                "text\n\n\u2014 a AAAAAAA\n",
                "text\n\n\u2014 a AAAAAAB=\n",
                "text\n\n\u2014 a AAAA\n",
                "text\n\n\u2014 a b AAAAAAA=\n",
                "text\n\n\u2014 a+b AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "text\n\n- a AAAAAAA=\n",
                "text\n\n\u2014 a AAAAAAA=\ntrailing\n",
                "text\n\n\u2014 a AAAAAAA=\n\u2014 a AAAAAAA=\n",
                "te\rxt\n\n\u2014 a AAAAAAA=\n"
            })
    void anythingElseIsNoNote(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "o\n1\n",
                "o\n01\nX\n",
                "o\n-1\nX\n",
                "o\n+1\nX\n",
                "o\n9999999999999999999\nX\n",
                "o\n1\nX\nextension\n",
                "o\n1\nX",
                "o\r\n1\nX\n",
                "o o\n1\nX\n",
                "o\n0\nX\n"
            })
    void anythingElseIsNoCheckpoint(String text) {
        String root = Hash.ofLeaf(new byte[0]).toString();
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.parse(text.replace("X", root)));
        assertThat(Checkpoint.parse("o\n1\n" + root + "\n").size()).isOne();
    }

    @Test
    void aKeyWhoseIdDoesNotBelongToItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifierKey.parse(GO_VKEY.replace("c74f", "c74e")))
                .withMessageContaining("does not belong");
        assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse(GO_VKEY.replace("Peter", "Petra")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifierKey.parse(GO_VKEY.toUpperCase(java.util.Locale.ROOT)));
        assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse("PeterNeumann"));
    }
}
