package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTest {
    private static final Described API = Described.of("""
            paths:
              /rows:
                get:
                  operationId: list
                  responses:
                    "200":
                      description: rows
                      content:
                        application/json: { schema: { $ref: "#/components/schemas/Row" } }
                        text/event-stream: { schema: { type: string } }
                    "204": { description: none }
                    "4XX": { description: no }
                post:
                  operationId: add
                  requestBody:
                    required: true
                    content: { application/json: { schema: { $ref: "#/components/schemas/Row" } } }
                  responses: { "201": { description: added } }
            components:
              schemas:
                Row:
                  type: object
                  required: [id, name]
                  properties:
                    id: { type: integer, readOnly: true }
                    name: { type: string, maxLength: 10 }
                    price: { type: number, minimum: 0 }
                    tags: { type: array, items: { type: string } }
                    free: { type: object, additionalProperties: true }
                    key: { type: string, writeOnly: true }
                    note: { type: [string, "null"] }
                    parent: { $ref: "#/components/schemas/Row" }
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\"}|",
                "{\"name\":\"a\",\"price\":1.5,\"tags\":[\"x\"],\"note\":null,\"key\":\"k\"}|",
                "{\"name\":\"a\",\"free\":{\"any\":{\"thing\":[1]}}}|",
                "{}|/body/name required",
                "{\"name\":1}|/body/name type",
                "{\"name\":\"a\",\"price\":\"1\"}|/body/price type",
                "{\"name\":\"a\",\"price\":-1}|/body/price minimum",
                "{\"name\":\"aaaaaaaaaaaaa\"}|/body/name maxLength",
                "{\"name\":\"a\",\"colour\":\"red\"}|/body/colour additionalProperties",
                "{\"name\":\"a\",\"4111 1111 1111 1111\":1}|/body/* additionalProperties",
                "{\"name\":\"a\",\"id\":1}|/body/id readOnly",
                "{\"name\":\"a\",\"parent\":{\"name\":\"b\",\"x\":1}}|/body/parent/x additionalProperties",
                "{\"name\":\"a\",\"tags\":[\"x\",{\"y\":1}]}|/body/tags/1 type",
                "[]|/body type",
                "{\"name\":\"a\",\"name\":\"b\"}|/body duplicate-key",
                "{\"name\":\"a\"} x|/body malformed",
                "{\"name\":\"a\"}{}|/body malformed",
                "{\"name\":NaN}|/body malformed",
                "{\"name\":\"\\ud800\"}|/body utf-8",
                "{\"price\":1e999999999,\"name\":\"a\"}|/body number",
                "{\"price\":1e99999999999999,\"name\":\"a\"}|/body number",
                "{name:\"a\"}|/body malformed",
            })
    void aRequestIsHeldToItsSchema(String body, String breach) {
        assertThat(API.json("POST", "/rows", body)).isEqualTo(breach == null ? List.of() : List.of(breach));
    }

    @Test
    void deepBodiesLongNumbersAndBrokenTextAreRefused() {
        String deep = "[".repeat(100) + "]".repeat(100);
        assertThat(API.json("POST", "/rows", "{\"name\":\"a\",\"free\":{\"x\":" + deep + "}}"))
                .containsExactly("/body depth");
        assertThat(API.json("POST", "/rows", "{\"name\":\"a\",\"price\":" + "9".repeat(500) + "}"))
                .containsExactly("/body number");
        byte[] broken = "{\"name\":\"a_\"}".getBytes(StandardCharsets.UTF_8);
        broken[10] = (byte) 0xff;
        assertThat(API.request("POST", "/rows", "/rows", Map.of("content-type", List.of("application/json")), broken))
                .containsExactly("/body utf-8");
        assertThat(API.request(
                        "POST",
                        "/rows",
                        "/rows",
                        Map.of("content-type", List.of("application/json")),
                        "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16LE)))
                .isNotEmpty();
    }

    @Test
    void aContentTypeIsDeclaredOrRefused() {
        byte[] body = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        for (List<String> types : List.of(
                List.of("text/plain"),
                List.<String>of(),
                List.of("application/json", "text/plain"),
                List.of("application/json; charset=utf-16"),
                List.of("json"))) {
            assertThat(API.request("POST", "/rows", "/rows", Map.of("content-type", types), body))
                    .as("%s", types)
                    .containsExactly("/header/content-type content-type");
        }
        assertThat(API.request(
                        "POST",
                        "/rows",
                        "/rows",
                        Map.of("content-type", List.of("application/json"), "content-encoding", List.of("gzip")),
                        body))
                .containsExactly("/header/content-type content-type");
    }

    @Test
    void aBodyStandsWhereOneBelongs() {
        assertThat(API.request("GET", "/rows", "/rows", Map.of(), new byte[] {'x'}))
                .containsExactly("/body no-body");
        assertThat(API.request("POST", "/rows", "/rows", Map.of(), new byte[0])).containsExactly("/body required");
    }

    @Test
    void anAnswerIsHeldToItsSchema() {
        String row = "{\"id\":1,\"name\":\"a\"}";
        assertThat(API.answer("GET", "/rows", 200, "application/json", row)).isEmpty();
        assertThat(API.answer("GET", "/rows", 200, "application/json", "{\"name\":\"a\"}"))
                .containsExactly("/body/id required");
        assertThat(API.answer("GET", "/rows", 200, "application/json", "{\"id\":1,\"name\":\"a\",\"key\":\"k\"}"))
                .containsExactly("/body/key writeOnly");
        assertThat(API.answer("GET", "/rows", 500, "text/plain", "oops")).containsExactly("/status responses");
        assertThat(API.answer("GET", "/rows", 404, "text/plain", "no")).containsExactly("/body no-body");
        assertThat(API.answer("GET", "/rows", 404, "", "")).isEmpty();
        assertThat(API.answer("GET", "/rows", 204, "", "")).isEmpty();
        assertThat(API.answer("GET", "/rows", 200, "text/html", "<p>"))
                .containsExactly("/header/content-type content-type");
        assertThat(API.answer("GET", "/rows", 200, "text/event-stream", "data: 1\n\n"))
                .isEmpty();
    }

    @Test
    void whatAnUndeclaredFieldHoldsIsNamedByItsKind() {
        var breaches = API.answerBreaches(
                "GET",
                "/rows",
                200,
                "application/json",
                "{\"id\":1,\"name\":\"a\",\"owner\":{\"mail\":[\"ana@example.com\"],\"card\":\"4111 1111 1111 1111\"}}");
        assertThat(Described.shown(breaches)).containsExactly("/body/owner additionalProperties");
        assertThat(breaches.getFirst().holds()).containsExactlyInAnyOrder("email", "card-number");
        assertThat(breaches.toString()).doesNotContain("ana", "4111");
    }

    @Test
    void namesBelowAnUndeclaredFieldAreLookedAtToo() {
        var breaches = API.answerBreaches(
                "GET", "/rows", 200, "application/json", "{\"id\":1,\"name\":\"a\",\"by\":{\"ana@example.com\":1}}");
        assertThat(breaches.getFirst().holds()).containsExactly("email");
    }

    @Test
    void aBodyOfNoBytesIsNoneWhereOneIsRequired() {
        assertThat(API.answer("GET", "/rows", 200, "application/json", "")).containsExactly("/body malformed");
    }

    @Test
    void whatABodyOfAnUndeclaredTypeHoldsIsNamed() {
        var breaches = API.answerBreaches("GET", "/rows", 200, "text/html", "<p>ana@example.com");
        assertThat(breaches.getFirst().holds()).containsExactly("email");
    }
}
