package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Descriptions that nobody would write but to see what happens.
class HostileDescriptionTest {
    private static Described of(CharSequence schemas) {
        return Described.of("""
                paths:
                  /rows:
                    post:
                      operationId: add
                      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } } }
                      responses: { "204": { description: ok } }
                components:
                  schemas:
                """ + schemas);
    }

    @Test
    void aCircleOfAThousandReferencesEndsNowhere() {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            schemas.append(
                    "    S%d: { allOf: [ { $ref: \"#/components/schemas/S%d\" } ] }\n".formatted(i, (i + 1) % 1_000));
        }
        assertThat(of(schemas).json("POST", "/rows", "{}")).containsExactly("/body unreadable-contract");
    }

    @Test
    void aChainOfTenThousandPartsIsNoCrash() {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            schemas.append("    S%d: { required: [a], allOf: [ { $ref: \"#/components/schemas/S%d\" } ] }\n"
                    .formatted(i, i + 1));
        }
        schemas.append("    S10000: { type: object, properties: { a: { type: integer } } }\n");
        assertThat(of(schemas).json("POST", "/rows", "{\"a\":1}")).containsExactly("/body unreadable-contract");
    }

    @Test
    void thousandsOfAlternativesAreLookedThrough() {
        StringBuilder schemas = new StringBuilder("    S0: { properties: { kind: { type: string } }, ");
        schemas.append("discriminator: { propertyName: kind } }\n");
        for (int i = 1; i < 1_000; i++) {
            schemas.append("    S%d: { allOf: [ { $ref: \"#/components/schemas/S0\" } ] }\n".formatted(i));
        }
        assertThat(of(schemas).json("POST", "/rows", "{\"kind\":\"S999\"}")).isEmpty();
        assertThat(of(schemas).json("POST", "/rows", "{\"kind\":\"S1000\"}")).isNotEmpty();
    }
}
