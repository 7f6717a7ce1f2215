package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a schema means where what it does not declare is unknown.
class ClosedWorldTest {
    private static final Described API = Described.of("""
            paths:
              /base: { post: { operationId: base, requestBody: { $ref: "#/components/requestBodies/Base" }, responses: { "204": { description: ok } } } }
              /child: { post: { operationId: child, requestBody: { $ref: "#/components/requestBodies/Child" }, responses: { "204": { description: ok } } } }
              /one: { post: { operationId: one, requestBody: { $ref: "#/components/requestBodies/One" }, responses: { "204": { description: ok } } } }
              /pet: { post: { operationId: pet, requestBody: { $ref: "#/components/requestBodies/Pet" }, responses: { "204": { description: ok } } } }
              /animal: { post: { operationId: animal, requestBody: { $ref: "#/components/requestBodies/Animal" }, responses: { "204": { description: ok } } } }
              /tree: { post: { operationId: tree, requestBody: { $ref: "#/components/requestBodies/Tree" }, responses: { "204": { description: ok } } } }
              /any: { post: { operationId: any, requestBody: { $ref: "#/components/requestBodies/Any" }, responses: { "204": { description: ok } } } }
              /loop: { post: { operationId: loop, requestBody: { $ref: "#/components/requestBodies/Loop" }, responses: { "204": { description: ok } } } }
              /slow: { post: { operationId: slow, requestBody: { $ref: "#/components/requestBodies/Slow" }, responses: { "204": { description: ok } } } }
              /end: { post: { operationId: end, requestBody: { $ref: "#/components/requestBodies/End" }, responses: { "204": { description: ok } } } }
              /wide: { post: { operationId: wide, requestBody: { $ref: "#/components/requestBodies/Wide" }, responses: { "204": { description: ok } } } }
            components:
              requestBodies:
                Base: { content: { application/json: { schema: { $ref: "#/components/schemas/Base" } } } }
                Child: { content: { application/json: { schema: { $ref: "#/components/schemas/Child" } } } }
                One: { content: { application/json: { schema: { $ref: "#/components/schemas/One" } } } }
                Pet: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
                Animal: { content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } }
                Tree: { content: { application/json: { schema: { $ref: "#/components/schemas/Tree" } } } }
                Any: { content: { application/json: { schema: {} } } }
                Loop: { content: { application/json: { schema: { $ref: "#/components/schemas/Loop" } } } }
                Slow: { content: { application/json: { schema: { $ref: "#/components/schemas/Slow" } } } }
                End: { content: { application/json: { schema: { type: string, pattern: "^a+$" } } } }
                Wide: { content: { application/json: { schema: { $ref: "#/components/schemas/Wide" } } } }
              schemas:
                Base: { type: object, properties: { a: { type: integer } } }
                Child:
                  allOf:
                    - $ref: "#/components/schemas/Base"
                    - { type: object, required: [b], properties: { b: { type: integer } } }
                One:
                  type: object
                  properties: { id: { type: integer } }
                  oneOf:
                    - { properties: { cat: { type: string } } }
                    - { required: [dog], properties: { dog: { type: string } } }
                Pet:
                  oneOf: [ { $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" } ]
                  discriminator: { propertyName: kind, mapping: { puss: "#/components/schemas/Cat" } }
                Cat: { type: object, properties: { kind: { type: string }, name: { type: string }, lives: { type: integer } } }
                Dog: { type: object, properties: { kind: { type: string }, name: { type: string }, breed: { type: string } } }
                Animal: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
                Bird: { allOf: [ { $ref: "#/components/schemas/Animal" }, { properties: { wings: { type: integer } } } ] }
                Duck: { allOf: [ { $ref: "#/components/schemas/Bird" }, { properties: { quacks: { type: boolean } } } ] }
                Tree: { type: object, properties: { next: { $ref: "#/components/schemas/Tree" }, all: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
                Loop: { anyOf: [ { $ref: "#/components/schemas/Loop" }, { type: string } ] }
                Slow: { type: string, pattern: "^(a+)+(b)\\\\2$" }
                Wide: { type: object, properties: { n: { anyOf: [ { $ref: "#/components/schemas/Wide" }, { $ref: "#/components/schemas/Wide" }, { $ref: "#/components/schemas/Wide" } ] } } }
            """);

    private static List<String> post(String path, String body) {
        return API.json("POST", path, body);
    }

    @Test
    void partsAreClosedTogether() {
        assertThat(post("/base", "{\"a\":1,\"b\":1}")).containsExactly("/body/b additionalProperties");
        assertThat(post("/child", "{\"a\":1,\"b\":1}")).isEmpty();
        assertThat(post("/child", "{\"a\":1}")).containsExactly("/body/b required");
        assertThat(post("/child", "{\"b\":1,\"c\":1}")).containsExactly("/body/c additionalProperties");
    }

    @Test
    void anAlternativeDoesNotKnowWhatAnotherDeclares() {
        assertThat(post("/one", "{\"id\":1,\"cat\":\"x\"}")).isEmpty();
        assertThat(post("/one", "{\"id\":1,\"dog\":\"x\"}")).isEmpty();
        assertThat(post("/one", "{\"cat\":\"x\",\"dog\":\"x\"}")).isNotEmpty();
        assertThat(post("/one", "{\"id\":1,\"cow\":\"x\"}")).isNotEmpty();
    }

    @Test
    void aDiscriminatorMeansOneAlternative() {
        assertThat(post("/pet", "{\"kind\":\"puss\",\"name\":\"x\",\"lives\":9}"))
                .isEmpty();
        assertThat(post("/pet", "{\"kind\":\"Cat\",\"name\":\"x\"}")).isEmpty();
        assertThat(post("/pet", "{\"kind\":\"Dog\",\"name\":\"x\"}")).isEmpty();
        assertThat(post("/pet", "{\"kind\":\"Dog\",\"lives\":9}")).isNotEmpty();
        assertThat(post("/pet", "{\"kind\":\"Cow\"}")).isNotEmpty();
        assertThat(post("/pet", "{\"name\":\"x\"}")).isNotEmpty();
        assertThat(post("/animal", "{\"kind\":\"Animal\"}")).isEmpty();
        assertThat(post("/animal", "{\"kind\":\"Bird\",\"wings\":2}")).isEmpty();
        assertThat(post("/animal", "{\"kind\":\"Duck\",\"wings\":2,\"quacks\":true}"))
                .isEmpty();
        assertThat(post("/animal", "{\"kind\":\"Animal\",\"wings\":2}")).isNotEmpty();
        assertThat(post("/animal", "{\"kind\":\"Bird\",\"quacks\":true}")).isNotEmpty();
    }

    @Test
    void circlesEndWithTheBody() {
        assertThat(post("/tree", "{\"next\":{\"next\":{\"all\":[{}]}}}")).isEmpty();
        assertThat(post("/tree", "{\"next\":{\"next\":{\"all\":[{\"x\":1}]}}}"))
                .containsExactly("/body/next/next/all/0/x additionalProperties");
        assertThat(post("/tree", "{\"next\":".repeat(60) + "{}" + "}".repeat(60)))
                .isEmpty();
        assertThat(post("/loop", "1")).containsExactly("/body unreadable-contract");
    }

    @Test
    void whatNoSchemaDescribesHasNoProperties() {
        assertThat(post("/any", "[1,\"a\",[null]]")).isEmpty();
        assertThat(post("/any", "[[{\"x\":1}]]")).containsExactly("/body/0/0/x additionalProperties");
    }

    @Test
    void workIsBounded() {
        assertThat(post("/slow", "\"" + "a".repeat(60) + "!\"")).containsExactly("/body work");
        assertThat(post("/end", "\"aaa\"")).isEmpty();
        assertThat(post("/end", "\"aaa\\n\"")).containsExactly("/body pattern");
        assertThat(post("/wide", "{\"n\":".repeat(30) + "1" + "}".repeat(30))).containsExactly("/body work");
    }

    @Test
    void version30IsReadAsItIs() {
        Described old = Described.of("3.0.3", """
                paths:
                  /rows:
                    post:
                      operationId: add
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              properties:
                                a: { type: integer, nullable: true, minimum: 0, exclusiveMinimum: true }
                                b: { nullable: true, allOf: [ { $ref: "#/components/schemas/B" } ] }
                                c: { $ref: "#/components/schemas/B", nullable: true }
                                d: { type: integer, format: int32 }
                      responses: { "204": { description: ok } }
                components:
                  schemas:
                    B: { type: object, properties: { x: { type: string } } }
                """);
        assertThat(old.json("POST", "/rows", "{\"a\":null,\"b\":null}")).isEmpty();
        assertThat(old.json("POST", "/rows", "{\"a\":1,\"b\":{\"x\":\"y\"}}")).isEmpty();
        assertThat(old.json("POST", "/rows", "{\"a\":0}")).containsExactly("/body/a exclusiveMinimum");
        assertThat(old.json("POST", "/rows", "{\"b\":{\"y\":1}}")).isNotEmpty();
        assertThat(old.json("POST", "/rows", "{\"c\":null}"))
                .as("siblings of a reference mean nothing")
                .isNotEmpty();
        assertThat(old.json("POST", "/rows", "{\"d\":2147483648}")).containsExactly("/body/d maximum");
    }
}
