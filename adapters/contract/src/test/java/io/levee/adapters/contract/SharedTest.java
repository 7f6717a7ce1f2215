package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Properties that several parts of one value describe.
class SharedTest {
    private static final Described PARTS = Described.of("""
            paths:
              /licences: { post: { requestBody: { $ref: "#/components/requestBodies/Licence" }, responses: { "204": { description: ok } } } }
              /pages: { post: { requestBody: { $ref: "#/components/requestBodies/Page" }, responses: { "204": { description: ok } } } }
              /some: { post: { requestBody: { $ref: "#/components/requestBodies/Some" }, responses: { "204": { description: ok } } } }
              /one: { post: { requestBody: { $ref: "#/components/requestBodies/One" }, responses: { "204": { description: ok } } } }
            components:
              requestBodies:
                Licence: { content: { application/json: { schema: { $ref: "#/components/schemas/Licence" } } } }
                Page: { content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } }
                Some: { content: { application/json: { schema: { $ref: "#/components/schemas/Some" } } } }
                One: { content: { application/json: { schema: { $ref: "#/components/schemas/One" } } } }
              schemas:
                Daily: { type: object, properties: { daily: { type: object, properties: { limit: { type: integer } } } } }
                Licence:
                  allOf: [{ $ref: "#/components/schemas/Daily" }, { properties: { daily: { type: object, properties: { count: { type: integer } } } } }]
                Page:
                  type: object
                  properties: { data: { type: array, items: { type: object } } }
                  allOf: [{ properties: { data: { items: { type: object, properties: { id: { type: integer } } } } } }]
                Some:
                  allOf: [{ $ref: "#/components/schemas/Daily" }]
                  anyOf: [{ required: [a], properties: { a: true, daily: { properties: { a: { type: integer } } } } }, { required: [b], properties: { b: true } }]
                One:
                  allOf: [{ $ref: "#/components/schemas/Daily" }]
                  oneOf: [{ required: [a], properties: { a: true, daily: { properties: { a: { type: integer } } } } }, { required: [b], properties: { b: true } }]
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/licences; {\"daily\":{\"limit\":1,\"count\":2}}",
                "/pages; {\"data\":[{\"id\":1}]}",
                "/some; {\"a\":1,\"daily\":{\"limit\":1,\"a\":2}}",
                "/some; {\"b\":1,\"daily\":{\"limit\":1}}",
                "/one; {\"a\":1,\"daily\":{\"limit\":1,\"a\":2}}",
                "/one; {\"b\":1,\"daily\":{\"limit\":1}}",
            })
    void whatAnyPartDescribesIsDeclared(String path, String body) {
        assertThat(PARTS.json("POST", path, body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/licences; {\"daily\":{\"limit\":1,\"admin\":2}}; /body/daily/admin additionalProperties",
                "/licences; {\"daily\":{\"limit\":\"1\"}}; /body/daily/limit type",
                "/licences; {\"daily\":{\"count\":\"1\"}}; /body/daily/count type",
                "/pages; {\"data\":[{\"id\":1,\"admin\":1}]}; /body/data/0/admin additionalProperties",
                "/pages; {\"data\":[{\"id\":\"1\"}]}; /body/data/0/id type",
                "/some; {\"a\":1,\"daily\":{\"admin\":1}}; /body/daily/admin additionalProperties",
                "/some; {\"a\":1,\"daily\":{\"a\":\"1\"}}; /body/daily/a type",
                "/one; {\"a\":1,\"daily\":{\"admin\":1}}; /body/daily/admin additionalProperties",
                "/one; {\"b\":1,\"daily\":{\"a\":1}}; /body/daily/a additionalProperties",
            })
    void whatNoPartDescribesIsNot(String path, String body, String breach) {
        assertThat(PARTS.json("POST", path, body)).contains(breach);
    }

    @Test
    void partsThatLeadBackToThemselvesEnd() {
        Described circle = Described.of("""
                paths:
                  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }, responses: { "204": { description: ok } } } }
                components:
                  schemas:
                    A: { allOf: [{ $ref: "#/components/schemas/B" }, { $ref: "#/components/schemas/C" }] }
                    B: { type: object, properties: { x: { $ref: "#/components/schemas/A" }, b: { type: integer } } }
                    C: { type: object, properties: { x: { $ref: "#/components/schemas/D" } } }
                    D: { allOf: [{ $ref: "#/components/schemas/B" }, { $ref: "#/components/schemas/C" }, { properties: { d: { type: integer } } }] }
                """);
        assertThat(circle.json("POST", "/a", "{\"x\":{\"d\":1,\"x\":{\"b\":1,\"d\":2}}}"))
                .isEmpty();
        assertThat(circle.json("POST", "/a", "{\"x\":{\"x\":{\"e\":1}}}")).contains("/body/x/x/e additionalProperties");
    }
}
