package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.testkit.SampleFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theTailIsOldestFirstAndCanBeOneFamily() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        api.ledger.write(SampleFacts.loaded("r1"));
        api.ledger.write(SampleFacts.decided("d2"));
        assertThat(api.get("/v1/ledger/tail", "ana").body())
                .isEqualTo("{\"entries\":[{\"id\":\"d1\"},{\"id\":\"r1\"},{\"id\":\"d2\"}]}");
        assertThat(api.get("/v1/ledger/tail?family=call&limit=1", "ana").body())
                .isEqualTo("{\"entries\":[{\"id\":\"d2\"}]}");
        assertThat(api.get("/v1/ledger/tail?family=gossip", "ana").status()).isEqualTo(400);
    }

    @Test
    void anEntryIsFoundByItsPlace() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        assertThat(api.get("/v1/ledger/entries/acme/replica-1/0", "ana").body()).isEqualTo("{\"id\":\"d1\"}");
        assertThat(api.get("/v1/ledger/entries/acme/replica-1/1", "ana").status())
                .isEqualTo(404);
        assertThat(api.get("/v1/ledger/entries/acme/replica-1/-1", "ana").status())
                .isEqualTo(400);
        assertThat(api.get("/v1/ledger/entries/acme/replica-1/99999999999999999999", "ana")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aProofIsForAuditorsAndOnlyOfWhatWasSigned() throws Exception {
        assertThat(api.get("/v1/ledger/proofs/acme/replica-1/299", "").status()).isEqualTo(401);
        assertThat(api.get("/v1/ledger/proofs/acme/replica-1/299", "ana").body())
                .isEqualTo("acme/replica-1#299");
        assertThat(api.get("/v1/ledger/proofs/acme/replica-1/300", "ana").status())
                .isEqualTo(404);
        assertThat(api.get("/v1/ledger/proofs/acme/replica-1/x", "ana").status())
                .isEqualTo(400);
    }

    @Test
    void theExportStreamsLines() throws Exception {
        TestApi.Answer answer = api.get("/v1/ledger/export", "ana");
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.body()).isEqualTo("{\"id\":\"one\"}\n{\"id\":\"two\"}\n");
    }

    @Test
    void aWitnessReadsCheckpointHashesAndKeysWithoutACredential() throws Exception {
        assertThat(api.get("/ledger/acme/replica-1/checkpoint", "").body()).startsWith("acme/replica-1\n300\n");
        assertThat(api.get("/ledger/acme/nobody/checkpoint", "").status()).isEqualTo(404);
        assertThat(api.get("/v1/ledger/keys", "").body()).contains("acme/replica-1+c74f20a3+key");
        TestApi.Answer whole = api.get("/ledger/acme/replica-1/tile/0/000", "");
        assertThat(whole.body()).isEqualTo(new TilePath(0, 0, 256).toString());
        assertThat(whole.header("Cache-Control")).contains("immutable");
        TestApi.Answer part = api.get("/ledger/acme/replica-1/tile/0/001.p/44", "");
        assertThat(part.body()).isEqualTo(new TilePath(0, 1, 44).toString());
        assertThat(part.header("Cache-Control")).isEqualTo("no-store");
        assertThat(api.get("/ledger/acme/replica-1/tile/0/002", "").status()).isEqualTo(404);
    }

    @Test
    void theEntriesThemselvesAreForAuditors() throws Exception {
        assertThat(api.get("/ledger/acme/replica-1/tile/entries/000", "").status())
                .isEqualTo(401);
        assertThat(api.get("/ledger/acme/replica-1/tile/entries/000", "ana").body())
                .isEqualTo(new TilePath(TilePath.ENTRIES, 0, 256).toString());
    }

    @Test
    void longIndexesAreReadInGroups() {
        assertThat(TilePath.parse("1/x001/x234/067")).isEqualTo(new TilePath(1, 1_234_067, 256));
        assertThat(TilePath.parse("entries/x001/000.p/1")).isEqualTo(new TilePath(TilePath.ENTRIES, 1000, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "0/0",
                "0/1",
                "64/000",
                "-1/000",
                "0/x000/001",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/999",
                "0/x001",
                "0/001/002",
                "entries/entries/000",
                "../checkpoint",
                "0/000.p/01",
                "0/x1/000",
                "000/000"
            })
    void aTileHasOneNameOnly(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
