package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the parts of one value know of each other.
class PartsTest {
    private static final Described API = Described.of("""
            paths:
              /rows: { post: { operationId: add, requestBody: { $ref: "#/components/requestBodies/Row" }, responses: { "200": { $ref: "#/components/responses/Row" } } } }
              /kinds: { post: { operationId: kinds, requestBody: { $ref: "#/components/requestBodies/Kind" }, responses: { "204": { description: ok } } } }
              /lists: { post: { operationId: lists, requestBody: { $ref: "#/components/requestBodies/List" }, responses: { "204": { description: ok } } } }
            components:
              requestBodies:
                Row: { content: { application/json: { schema: { $ref: "#/components/schemas/Row" } } } }
                Kind: { content: { application/json: { schema: { $ref: "#/components/schemas/Kind" } } } }
                List: { content: { application/json: { schema: { $ref: "#/components/schemas/List" } } } }
              responses:
                Row: { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Row" } } } }
              schemas:
                Known: { type: object, properties: { id: { type: integer, readOnly: true }, key: { type: string, writeOnly: true } } }
                Whole: { type: object, required: [id, name], properties: { name: { type: string } } }
                Row: { allOf: [ { $ref: "#/components/schemas/Known" }, { $ref: "#/components/schemas/Whole" }, { required: [key] } ] }
                Kind: { required: [id], oneOf: [ { $ref: "#/components/schemas/Known" }, { required: [name], properties: { name: {} } } ] }
                List: { description: a list, maxItems: 3, oneOf: [ { type: array }, { type: string } ] }
            """);

    @Test
    void whatOnePartHidesNoOtherAsksFor() {
        assertThat(API.json("POST", "/rows", "{\"name\":\"a\",\"key\":\"k\"}")).isEmpty();
        assertThat(API.json("POST", "/rows", "{\"name\":\"a\"}")).containsExactly("/body/key required");
        assertThat(API.json("POST", "/rows", "{\"name\":\"a\",\"key\":\"k\",\"id\":1}"))
                .contains("/body/id readOnly");
        assertThat(API.answer("POST", "/rows", 200, "application/json", "{\"id\":1,\"name\":\"a\"}"))
                .isEmpty();
        assertThat(API.answer("POST", "/rows", 200, "application/json", "{\"name\":\"a\"}"))
                .contains("/body/id required");
        assertThat(API.json("POST", "/kinds", "{\"key\":\"k\"}")).isEmpty();
        assertThat(API.json("POST", "/kinds", "{\"name\":1}")).isNotEmpty();
    }

    @Test
    void aListAmongAlternativesHoldsNoUnknownProperties() {
        assertThat(API.json("POST", "/lists", "[1,[2],{}]")).isEmpty();
        assertThat(API.json("POST", "/lists", "[{\"admin\":true}]")).isNotEmpty();
    }
}
