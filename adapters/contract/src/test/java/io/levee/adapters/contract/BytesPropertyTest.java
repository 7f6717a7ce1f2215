package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.levee.facts.ContractFact.Breach;
import io.levee.rooms.gateway.Contract;
import io.levee.testkit.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Bytes that began as a body or a query and were changed: each gets a verdict, and what is let through is what another
/// reader reads too.
class BytesPropertyTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 20_000);
    private static final ObjectMapper OTHER_READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> SEEDS = List.of(
            "{\"a\":1,\"b\":[\"x\",{\"a\":2.5e3}],\"c\":null,\"d\":{\"free\":\"\\u00e9\\ud83d\\ude00\"}}",
            "a=1&b=x&b=y%20z&c=&d=%F0%9F%98%80",
            "[[[[1]]]]");
    private static final List<String> PIECES = List.of(
            "\"a\":1,",
            "{",
            "[",
            "[[[[[[[[[[[[[[[[",
            "}",
            "]",
            "1e999999999999",
            "-0",
            "00",
            "9".repeat(200),
            "1E-400",
            "\\ud800",
            "\\u0000",
            "\u0000",
            "\"",
            "\\",
            ",",
            ":",
            "%",
            "%f",
            "%C0%80",
            "%ED%A0%80",
            "&",
            "=",
            ";",
            "+",
            "null",
            "NaN",
            "\ufeff",
            "// x\n",
            "'a'",
            "é",
            "😀",
            " ",
            "\n");
    private static final Described API = Described.of("""
            paths:
              /rows:
                post:
                  operationId: add
                  parameters:
                    - { name: a, in: query, schema: { type: integer } }
                    - { name: b, in: query, schema: { type: array, items: { type: string, maxLength: 9 } } }
                    - { name: c, in: query, style: deepObject, schema: { type: object, properties: { x: { type: number } } } }
                    - { name: d, in: query, schema: { type: string, pattern: "^[a-z]*$" } }
                    - { name: e, in: query, content: { application/json: { schema: { type: object } } } }
                  requestBody:
                    content:
                      application/json: { schema: { $ref: "#/components/schemas/Any" } }
                      application/x-www-form-urlencoded: { schema: { $ref: "#/components/schemas/Any" } }
                      text/plain: { schema: { type: string, maxLength: 40 } }
                  responses: { "204": { description: ok } }
            components:
              schemas:
                Any:
                  anyOf:
                    - { type: array, items: { $ref: "#/components/schemas/Any" } }
                    - { type: object, properties: { a: { type: number }, b: { type: array, items: { $ref: "#/components/schemas/Any" } }, c: {}, d: { additionalProperties: true } } }
                    - { type: [number, string] }
            """);

    @Test
    void everyBodyGetsAVerdict() {
        Simulation.play(HISTORIES, simulation -> {
            RandomGenerator random = simulation.random();
            byte[] bytes = changed(random, one(random, SEEDS).getBytes(StandardCharsets.UTF_8));
            for (String type : List.of("application/json", "application/x-www-form-urlencoded", "text/plain")) {
                Contract.Asked asked = API.contract("POST", "/rows")
                        .asked("/rows", name -> name.equals("content-type") ? List.of(type) : List.of(), true);
                List<Breach> breaches =
                        ((Contract.Body.Checked) asked.body()).check().check(bytes);
                isAVerdict(breaches);
                if (breaches.isEmpty() && type.equals("application/json") && bytes.length > 0) {
                    isReadByOthers(bytes);
                }
            }
        });
    }

    @Test
    void everyQueryGetsAVerdict() {
        Simulation.play(HISTORIES, simulation -> {
            RandomGenerator random = simulation.random();
            byte[] bytes = changed(random, SEEDS.get(1).getBytes(StandardCharsets.UTF_8));
            String query = new String(bytes, StandardCharsets.ISO_8859_1);
            isAVerdict(API.contract("POST", "/rows")
                    .asked("/rows?" + query + "&c[x]=1&e={}", _ -> List.of(), false)
                    .breaches());
        });
    }

    private static void isAVerdict(List<Breach> breaches) {
        for (Breach breach : breaches) {
            assertThat(breach.keyword()).matches("[A-Za-z0-9-]{1,40}");
            assertThat(breach.pointer()).startsWith("/").hasSizeLessThanOrEqualTo(Names.POINTER_MAX);
        }
    }

    private static void isReadByOthers(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            assertThat(OTHER_READER.readTree(text)).isNotNull();
        } catch (IOException e) {
            throw new AssertionError("let through: " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    private static <T> T one(RandomGenerator random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Up to four changes: a byte, a piece, a part twice, or an end that is missing.
    private static byte[] changed(RandomGenerator random, byte[] start) {
        byte[] bytes = start;
        for (int change = random.nextInt(5); change > 0; change--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(12));
            List<byte[]> parts = new ArrayList<>(List.of(part(bytes, 0, at)));
            switch (random.nextInt(6)) {
                case 0 -> parts.addAll(List.of(new byte[] {(byte) random.nextInt(256)}, part(bytes, to, bytes.length)));
                case 1 -> parts.addAll(List.of(part(bytes, at, to), part(bytes, at, bytes.length)));
                case 2 -> {}
                case 3 -> {
                    String many = one(random, PIECES).repeat(1 + random.nextInt(80));
                    parts.addAll(List.of(many.getBytes(StandardCharsets.UTF_8), part(bytes, at, bytes.length)));
                }
                default ->
                    parts.addAll(List.of(
                            one(random, PIECES).getBytes(StandardCharsets.UTF_8), part(bytes, at, bytes.length)));
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(all::writeBytes);
            bytes = all.toByteArray();
        }
        return bytes;
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
