package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.ContractFact.Breach;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/// Bodies of a GiB in a JVM whose heap could not hold one: what is not looked into is handed on, and of what is looked
/// into no more is kept than may be.
@DisabledIf(value = "heapIsLarge", disabledReason = "this heap could hold the body, so that nothing would be proven")
class StreamedBodiesTest {
    private static final int CHUNK = 1 << 20;
    private static final int CHUNKS = 1 << 10;

    static boolean heapIsLarge() {
        return Runtime.getRuntime().maxMemory() > (long) CHUNK * CHUNKS;
    }

    private static String file(String contract) {
        return Described.head("3.1.0") + contract + ThroughTheDoorTest.PATHS;
    }

    @Test
    void whatIsNotLookedIntoIsHandedOn() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            door.upstream.answers(201, "", "");
            assertThat(post(door, "application/octet-stream").statusCode()).isEqualTo(201);
            assertThat(door.upstream.seen).containsExactly("POST /rows bytes: " + (long) CHUNK * CHUNKS);
        }
    }

    @Test
    void whatIsLookedIntoIsRefusedBeforeItEnds() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            HttpResponse<InputStream> asked = post(door, "application/json");
            assertThat(asked.statusCode()).isEqualTo(413);
            assertThat(door.upstream.seen).isEmpty();

            answerJson(door);
            assertThat(ContractDoor.code(door.get("/warehouse/rows"))).isEqualTo("response-too-large-to-check");
        }
    }

    @Test
    void whatIsReportedOnlyGoesThroughWhole() throws Exception {
        try (ContractDoor door = new ContractDoor(file("x-levee-contract: report\n"))) {
            answerJson(door);
            HttpRequest request = HttpRequest.newBuilder(door.uri("/warehouse/rows"))
                    .header("Authorization", "Bearer ana")
                    .build();
            HttpResponse<InputStream> answer = door.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(LyingUpstream.count(answer.body())).isEqualTo((long) CHUNK * CHUNKS);
            door.finished();
            assertThat(door.broken().getLast().breaches()).containsExactly(new Breach("/body", "too-large-to-check"));
        }
    }

    private static void answerJson(ContractDoor door) {
        door.upstream.script = (response, out) -> {
            response.getHeaders().put("Content-Type", "application/json");
            write(out);
        };
    }

    private static void write(OutputStream out) throws IOException {
        byte[] chunk = spaces();
        for (int i = 0; i < CHUNKS; i++) {
            out.write(chunk);
        }
    }

    private static byte[] spaces() {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, " ".getBytes(StandardCharsets.UTF_8)[0]);
        return chunk;
    }

    private static HttpResponse<InputStream> post(ContractDoor door, String type) throws Exception {
        Flow.Publisher<ByteBuffer> chunks =
                subscriber -> HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(CHUNKS, spaces()))
                        .subscribe(subscriber);
        HttpRequest request = HttpRequest.newBuilder(door.uri("/warehouse/rows"))
                .header("Authorization", "Bearer ana")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.fromPublisher(chunks, (long) CHUNK * CHUNKS))
                .build();
        return door.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }
}
