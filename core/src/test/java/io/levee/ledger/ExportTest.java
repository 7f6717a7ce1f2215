package io.levee.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportTest {
    private final List<byte[]> lines = List.of(bytes("{\"n\":0}"), bytes("{\"n\":1}"), bytes("{\"n\":2}"));

    @Test
    void logsAreSortedAndEachEndsWithItsCheckpoint() {
        SignedNote first = checkpoint("acme/a", 2);
        SignedNote second = checkpoint("acme/b", 3);
        assertThat(export(log(second), log(first)).lines())
                .containsExactly(
                        "{\"n\":0}",
                        "{\"n\":1}",
                        checkpointLine("acme/a", 2, first),
                        "{\"n\":0}",
                        "{\"n\":1}",
                        "{\"n\":2}",
                        checkpointLine("acme/b", 3, second));
    }

    @Test
    void whatIsStoredIsCopiedEvenWhereEntriesAreMissing() {
        SignedNote promised = checkpoint("acme/a", 3);
        Export.Log short1 = new Export.Log(lines.subList(0, 1).iterator(), promised);
        assertThat(export(short1).lines()).containsExactly("{\"n\":0}", checkpointLine("acme/a", 3, promised));
    }

    @Test
    void aFullDiskIsReported() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Export.write(List.of(log(checkpoint("acme/a", 1))), full));
    }

    private static String checkpointLine(String origin, int size, SignedNote note) {
        return "{\"data\":{\"note\":\"" + note.toString().replace("\n", "\\n")
                + "\"},\"datacontenttype\":\"application/json\",\"id\":\"" + origin + "@" + size
                + "\",\"source\":\"urn:levee:" + origin + "\",\"specversion\":\"1.0\",\"subject\":\"checkpoint\","
                + "\"type\":\"io.levee.ledger.checkpoint.v1\"}";
    }

    private Export.Log log(SignedNote checkpoint) {
        return new Export.Log(lines.iterator(), checkpoint);
    }

    private SignedNote checkpoint(String origin, int size) {
        MerkleFrontier frontier = MerkleFrontier.empty();
        lines.subList(0, size).forEach(line -> frontier.append(Hash.ofLeaf(line)));
        return NoteSigner.generate(origin).sign(new Checkpoint(origin, size, frontier.root()));
    }

    private static String export(Export.Log... logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Export.write(List.of(logs), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
