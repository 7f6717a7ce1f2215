package io.levee.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.ledger.Entry;
import io.levee.ledger.Export;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ledgers as releases wrote them, replayed by the code of today. A recording of a release is never written again; only
/// the one of the next release follows the samples, by `make golden-update`.
class RecordedLedgerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/ledgers");
    private static final Path NEXT = GOLDEN.resolve("next.jsonl");

    private final JacksonFactCodec codec = new JacksonFactCodec();

    @BeforeAll
    static void recordTheNext() throws IOException {
        if (!Boolean.getBoolean("levee.golden.update") || upToDate()) {
            return;
        }
        JacksonFactCodec codec = new JacksonFactCodec();
        List<byte[]> lines = Samples.entries().stream().map(codec::encode).toList();
        MerkleFrontier tree = MerkleFrontier.empty();
        lines.forEach(line -> tree.append(Hash.ofLeaf(line)));
        NoteSigner signer = NoteSigner.generate(Samples.ORIGIN.toString()); // its private half is kept nowhere
        SignedNote note = signer.sign(new Checkpoint(Samples.ORIGIN.toString(), tree.size(), tree.root()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Export.write(List.of(new Export.Log(lines.iterator(), note)), out);
        Files.createDirectories(GOLDEN);
        Files.write(NEXT, out.toByteArray());
        Files.writeString(keyOf(NEXT), signer.logKey() + "\n");
    }

    private static boolean upToDate() throws IOException {
        JacksonFactCodec codec = new JacksonFactCodec();
        List<String> lines = Samples.entries().stream()
                .map(entry -> new String(codec.encode(entry), StandardCharsets.UTF_8))
                .toList();
        return Files.exists(NEXT) && entriesOf(Files.readAllLines(NEXT)).equals(lines);
    }

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aRecordingStillReadsWritesAndVerifies(Path recording) throws IOException {
        List<String> lines = Files.readAllLines(recording);
        MerkleFrontier tree = MerkleFrontier.empty();
        for (String text : entriesOf(lines)) {
            byte[] line = text.getBytes(StandardCharsets.UTF_8);
            Entry entry = codec.decode(line);
            assertThat(entry.position()).isEqualTo(tree.size());
            assertThat(codec.encode(entry)).isEqualTo(line);
            tree.append(Hash.ofLeaf(line));
        }
        String note = lines.getLast();
        SignedNote signed = SignedNote.parse(
                note.substring("{\"data\":{\"note\":\"".length(), note.indexOf("\"},\"datacontenttype\""))
                        .replace("\\n", "\n"));
        VerifierKey key = VerifierKey.parse(Files.readString(keyOf(recording)).strip());
        assertThat(signed.checkpoint()).isEqualTo(new Checkpoint(key.name(), tree.size(), tree.root()));
        assertThat(key.signed(signed)).isTrue();
    }

    @Test
    void theNextReleaseHasARecordingOfEveryRecord() throws IOException {
        List<Entry> recorded = entriesOf(Files.readAllLines(NEXT)).stream()
                .map(line -> codec.decode(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(recorded).isEqualTo(Samples.entries());
    }

    private static List<String> entriesOf(List<String> lines) {
        return lines.subList(0, lines.size() - 1);
    }

    private static Path keyOf(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ".vkey");
    }
}
