package io.levee.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder;

    private final SampleLedger ledger = new SampleLedger("replica-1", 5);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};

    @BeforeEach
    void files() throws IOException {
        Files.write(file("export"), SampleLedger.export(ledger));
        Files.writeString(file("kept"), ledger.checkpoint(2).toString() + ledger.checkpoint(3));
        Files.writeString(file("keys"), ledger.signer.logKey() + "\n\n");
        Files.writeString(file("proof"), ledger.proof(3).toString());
    }

    @Test
    void verifiesAnExportAgainstKeysAndKeptCheckpoints() {
        assertThat(run(name("export"), "--key", key(), "--witness", name("kept")))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("acme/replica-1: 5 entries, root ")
                .contains("2 kept checkpoints agree")
                .endsWith("verified" + System.lineSeparator());
    }

    @Test
    void readsStandardInputAndWritesJson() throws IOException {
        input = Files.readAllBytes(file("export"));
        assertThat(run("-", "--keys", name("keys"), "--json")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"ok\":true,\"logs\":[{\"origin\":\"acme/replica-1\",\"size\":5,\"root\":\"")
                .endsWith("\"kept\":0}],\"findings\":[],\"more\":0}\n");
    }

    @Test
    void saysWhatIsWrongAndEndsWithOne() throws IOException {
        String text = Files.readString(file("export"));
        Files.writeString(file("export"), text.replace("0.1.2", "0.1.3"));
        assertThat(run(name("export"), "--key", key())).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("line 6: edited: acme/replica-1: ", "NOT VERIFIED");
        assertThat(run(name("export"), "--key", key(), "--json")).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "{\"ok\":false,\"logs\":[],\"findings\":[{\"kind\":\"edited\",\"origin\":\"acme/replica-1\",\"line\":6,");
    }

    @Test
    void verifiesAProofForOneEntry() throws IOException {
        assertThat(run("--entry", name("proof"), "--key", key())).isZero();
        Files.writeString(file("proof"), ledger.proof(3).toString().replace("index 3", "index 2"));
        assertThat(run("--entry", name("proof"), "--key", key())).isOne();
    }

    @Test
    void badUsageEndsWithTwo() throws IOException {
        Files.writeString(file("noise"), "noise");
        Files.write(file("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        Files.write(file("huge"), new byte[(16 << 20) + 1]);
        String[][] bad = {
            {},
            {name("export")},
            {name("export"), "--key"},
            {name("export"), "--key", "nonsense"},
            {name("export"), "--key", key().replace("acme", "acmf")},
            {name("export"), name("export"), "--key", key()},
            {name("export"), "--key", key(), "--force"},
            {name("nowhere"), "--key", key()},
            {name("export"), "--key", key(), "--witness", name("noise")},
            {"--entry", name("noise"), "--key", key()},
            {name("export"), "--keys", name("noise")},
            {name("export"), "--keys", name("bytes")},
            {name("export"), "--key", key(), "--witness", name("bytes")},
            {name("export"), "--key", key(), "--witness", name("huge")},
            {folder.toString(), "--key", key()},
        };
        for (String[] args : bad) {
            err.reset();
            assertThat(run(args)).as(String.join(" ", args)).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("levee-verifier: ")
                    .hasLineCount(1);
        }
        assertThat(run("--help")).isZero();
    }

    private int run(String... args) {
        return Main.run(
                args,
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String name(String name) {
        return file(name).toString();
    }

    private String key() {
        return ledger.signer.logKey().toString();
    }
}
