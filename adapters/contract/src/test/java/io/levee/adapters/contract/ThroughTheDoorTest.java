package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact.Ending;
import io.levee.facts.ContractFact;
import io.levee.facts.ContractFact.Breach;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Real HTTP through the gateway to an upstream that does what it likes.
class ThroughTheDoorTest {
    static final String PATHS = """
            paths:
              /rows:
                get:
                  operationId: list
                  parameters:
                    - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
                  responses:
                    "200":
                      description: rows
                      content:
                        application/json: { schema: { $ref: "#/components/schemas/Row" } }
                        text/event-stream: { schema: { type: string } }
                        application/octet-stream: {}
                post:
                  operationId: add
                  requestBody:
                    required: true
                    content:
                      application/json: { schema: { $ref: "#/components/schemas/Row" } }
                      application/octet-stream: {}
                  responses:
                    "201": { description: added }
            components:
              schemas:
                Row:
                  type: object
                  properties:
                    id: { type: integer, readOnly: true }
                    name: { type: string }
            """;

    private static String file(String contract) {
        return Described.head("3.1.0") + contract + PATHS;
    }

    @Test
    void whatFitsGoesThroughByteForByte() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            door.upstream.answers(201, "", "");
            String odd = "{ \"name\" :\t\"a\\u0062c\"  }";
            assertThat(door.post("/warehouse/rows", odd).statusCode()).isEqualTo(201);
            assertThat(door.upstream.seen).containsExactly("POST /rows " + odd);
            door.upstream.answers(200, "application/json", "{ \"id\":1.0 }");
            HttpResponse<String> read = door.get("/warehouse/rows?limit=5");
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).isEqualTo("{ \"id\":1.0 }");
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(door.broken()).isEmpty();
        }
    }

    @Test
    void aRequestThatBreaksItNeverReachesTheUpstream() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            HttpResponse<String> extra = door.post("/warehouse/rows", "{\"name\":\"a\",\"admin\":\"s3cret-value\"}");
            assertThat(extra.statusCode()).isEqualTo(400);
            assertThat(ContractDoor.code(extra)).isEqualTo("request-breaks-contract");
            assertThat(extra.body())
                    .contains("/body/admin: additionalProperties")
                    .doesNotContain("s3cret");
            assertThat(door.finished().ending()).isEqualTo(Ending.BROKE_CONTRACT);
            assertThat(door.broken().getFirst().breaches())
                    .containsExactly(new Breach("/body/admin", "additionalProperties"));
            assertThat(ContractDoor.code(door.get("/warehouse/rows?limit=x"))).isEqualTo("request-breaks-contract");
            assertThat(ContractDoor.code(door.get("/warehouse/rows?debug=1"))).isEqualTo("request-breaks-contract");
            assertThat(ContractDoor.code(door.send("ana", "POST", "/warehouse/rows", "text/plain", "x")))
                    .isEqualTo("content-type-not-declared");
            assertThat(ContractDoor.code(door.send("ana", "GET", "/warehouse/rows", "application/json", "{}")))
                    .isEqualTo("body-not-expected");
            assertThat(ContractDoor.code(door.post("/warehouse/rows", "{\"name\":\"a\",\"name\":\"b\"}")))
                    .isEqualTo("body-malformed");
            assertThat(ContractDoor.code(door.post("/warehouse/rows", "{\"name\":\"" + "a".repeat(5 << 20) + "\"}")))
                    .isEqualTo("body-too-large-to-check");
            assertThat(door.upstream.seen).isEmpty();
        }
    }

    /// Many clients read the answer only once they have sent all.
    @Test
    void aRefusalReachesWhoStillSends() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), door.uri("/").getPort())) {
            socket.setSoTimeout(30_000);
            byte[] body = new byte[5 << 20];
            String head = "POST /warehouse/rows HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ana\r\n"
                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 2; i++) { // the second on the same connection, which lives on
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("body-too-large-to-check") < 0
                        || !answer.toString().endsWith("}\n")) {
                    int next = in.read();
                    assertThat(next).as("after %s", answer).isNotNegative();
                    answer.append((char) next);
                }
                socket.getOutputStream().write(body);
            }
        }
    }

    @Test
    void whoMayNotCallLearnsNothingOfIt() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            HttpResponse<String> wrong = door.send("bo", "POST", "/warehouse/rows", "application/json", "{\"x\":1}");
            HttpResponse<String> right = door.send("bo", "POST", "/warehouse/rows", "application/json", "{}");
            assertThat(ContractDoor.code(wrong))
                    .isEqualTo(ContractDoor.code(right))
                    .isEqualTo("not-permitted");
            assertThat(door.broken()).isEmpty();
        }
    }

    @Test
    void anAnswerThatBreaksItIsWithheld() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            door.upstream.answers(200, "application/json", "{\"id\":1,\"mail\":\"ana@example.com\"}");
            HttpResponse<String> leak = door.get("/warehouse/rows");
            assertThat(leak.statusCode()).isEqualTo(502);
            assertThat(ContractDoor.code(leak)).isEqualTo("response-breaks-contract");
            assertThat(leak.body()).doesNotContain("ana@").doesNotContain("mail");
            assertThat(door.finished().ending()).isEqualTo(Ending.WITHHELD);
            assertThat(door.broken().getFirst().breaches())
                    .containsExactly(new Breach("/body/mail", "additionalProperties", Set.of("email")));

            door.upstream.answers(500, "text/plain", "java.lang.NullPointerException at");
            assertThat(ContractDoor.code(door.get("/warehouse/rows"))).isEqualTo("response-breaks-contract");
            door.upstream.answers(200, "text/html", "<p>ana@example.com</p>");
            assertThat(ContractDoor.code(door.get("/warehouse/rows"))).isEqualTo("response-breaks-contract");
            assertThat(door.broken().getLast().breaches().getFirst().holds()).containsExactly("email");
            door.upstream.answers(200, "application/json", "");
            assertThat(ContractDoor.code(door.get("/warehouse/rows"))).isEqualTo("response-breaks-contract");
            door.upstream.answers(200, "application/json", "{\"name\":\"" + "a".repeat(5 << 20) + "\"}");
            assertThat(ContractDoor.code(door.get("/warehouse/rows"))).isEqualTo("response-too-large-to-check");
            door.upstream.answers(200, "application/json", "{\"id\":2}");
            assertThat(door.get("/warehouse/rows").body()).isEqualTo("{\"id\":2}");
        }
    }

    @Test
    void reportedOnlyItGoesThrough() throws Exception {
        try (ContractDoor door = new ContractDoor(file("x-levee-contract: report\n"))) {
            door.upstream.answers(201, "", "");
            String extra = "{\"admin\":true}";
            assertThat(door.post("/warehouse/rows", extra).statusCode()).isEqualTo(201);
            assertThat(door.upstream.seen).containsExactly("POST /rows " + extra);
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(door.broken()).hasSize(1);
            assertThat(door.broken().getFirst().refused()).isFalse();
            String lie = "{\"id\":1,\"mail\":\"ana@example.com\"}";
            door.upstream.answers(200, "application/json", lie);
            assertThat(door.get("/warehouse/rows").body()).isEqualTo(lie);
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(door.broken()).hasSize(2);
            door.upstream.answers(200, "application/json", "{\"name\":\"" + "a".repeat(5 << 20) + "\"}");
            assertThat(door.get("/warehouse/rows").body()).hasSize((5 << 20) + 11);
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(door.broken().getLast().breaches()).containsExactly(new Breach("/body", "too-large-to-check"));
        }
    }

    @Test
    void eachSideHasAWordOfItsOwn() throws Exception {
        try (ContractDoor door =
                new ContractDoor(file("x-levee-contract: { requests: refuse, responses: \"off\" }\n"))) {
            assertThat(ContractDoor.code(door.post("/warehouse/rows", "{\"admin\":1}")))
                    .isEqualTo("request-breaks-contract");
            door.upstream.answers(200, "text/html", "<p>");
            assertThat(door.get("/warehouse/rows").body()).isEqualTo("<p>");
            assertThat(door.finished().ending()).isEqualTo(Ending.BROKE_CONTRACT);
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(door.broken()).hasSize(1);
        }
    }

    @Test
    void aStreamThatIsDeclaredIsNotHeldUp() throws Exception {
        try (ContractDoor door = new ContractDoor(file(""))) {
            CountDownLatch more = new CountDownLatch(1);
            door.upstream.script = (response, out) -> {
                response.getHeaders().put("Content-Type", "text/event-stream");
                out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                try {
                    assertThat(more.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                out.write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
            };
            HttpResponse<InputStream> stream = door.client()
                    .send(
                            HttpRequest.newBuilder(door.uri("/warehouse/rows"))
                                    .header("Authorization", "Bearer ana")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = stream.body()) {
                assertThat(in.readNBytes(9)).asString(StandardCharsets.UTF_8).isEqualTo("data: 1\n\n");
                more.countDown();
                assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("data: 2\n\n");
            }
            assertThat(door.ledger.facts(ContractFact.NotInspected.class))
                    .extracting(ContractFact.NotInspected::mediaType)
                    .containsExactly("text/event-stream");
        }
    }
}
