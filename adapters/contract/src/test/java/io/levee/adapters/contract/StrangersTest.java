package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.organisation.Reading;
import io.levee.organisation.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What descriptions of others do that ours did not.
class StrangersTest {
    private static final Described THREE = Described.of("3.0.3", """
            paths:
              /content: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Content" } } } }, responses: { "204": { description: ok } } } }
              /kind: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Kind" } } } }, responses: { "204": { description: ok } } } }
              /items:
                get:
                  parameters:
                    - { name: has, in: query, schema: { oneOf: [{ type: string, maxLength: 3 }, { type: array, items: { type: string, maxLength: 3 } }] } }
                  responses: { "200": { description: ok } }
              /diffs/{from}...{to}:
                get:
                  parameters: [{ name: from, in: path, required: true, schema: { type: integer } }, { name: to, in: path, required: true, schema: { type: string } }]
                  responses: { "200": { description: ok } }
            components:
              schemas:
                Content:
                  type: object
                  anyOf: [{ $ref: "#/components/schemas/View" }, { type: object }]
                  discriminator: { propertyName: type, mapping: { VIEW: "#/components/schemas/View" } }
                  properties: { id: { type: string } }
                Kind: { oneOf: [{ $ref: "#/components/schemas/View" }], discriminator: { propertyName: type } }
                View: { type: object, properties: { sql: { type: string }, state: { type: string, nullable: true, enum: [old, new] } } }
            """);

    @Test
    void thePropertyThatNamesAKindIsDeclaredByThat() {
        assertThat(THREE.json("POST", "/content", "{\"id\":\"1\",\"type\":\"VIEW\",\"sql\":\"x\"}"))
                .isEmpty();
        assertThat(THREE.json("POST", "/kind", "{\"type\":\"View\",\"sql\":\"x\"}"))
                .isEmpty();
        assertThat(THREE.json("POST", "/kind", "{\"type\":\"Table\",\"sql\":\"x\"}"))
                .isNotEmpty();
        assertThat(THREE.json("POST", "/kind", "{\"type\":\"View\",\"admin\":1}"))
                .contains("/body/admin additionalProperties");
        assertThat(THREE.json("POST", "/content", "{\"type\":\"VIEW\",\"admin\":1}"))
                .contains("/body/admin additionalProperties");
    }

    @Test
    void nullableBesideAListAllowsNull() {
        assertThat(THREE.json("POST", "/kind", "{\"type\":\"View\",\"state\":null}"))
                .isEmpty();
        assertThat(THREE.json("POST", "/kind", "{\"type\":\"View\",\"state\":\"odd\"}"))
                .isNotEmpty();
    }

    @Test
    void aParameterMayBeOneWordOrAListOfThem() {
        assertThat(THREE.get("/items", "/items?has=a")).isEmpty();
        assertThat(THREE.get("/items", "/items?has=a&has=b")).isEmpty();
        assertThat(THREE.get("/items", "/items?has=long")).isNotEmpty();
        assertThat(THREE.get("/items", "/items?has=a&has=long")).isNotEmpty();
    }

    @Test
    void aSegmentHoldsWhatItsFrameSays() {
        assertThat(THREE.get("/diffs/{from}...{to}", "/diffs/1...b")).isEmpty();
        assertThat(THREE.get("/diffs/{from}...{to}", "/diffs/a...b")).containsExactly("/path/from type");
        assertThat(THREE.get("/diffs/{from}...{to}", "/diffs/1...b...c"))
                .containsExactly("/path/from style", "/path/to style");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a", "^{[0-9]}$", "a{,3}", "(?<first_name>a)\\k<first_name>", "[^]", "x|[]", "\\u{61}"})
    void aPatternThatOnlyEcmaReadsIsRead(String pattern) {
        assertThat(new BoundedPattern(pattern).matches(pattern.startsWith("(") ? "aa" : "{a{,3}{7}x"))
                .isEqualTo(!pattern.startsWith("^"));
    }

    @Test
    void whatOnlyLooksLikeTheNameOfAGroupStaysAsItIs() {
        assertThat(new BoundedPattern("^[(?<a_b>]+$").matches("(a_b")).isTrue();
        assertThat(new BoundedPattern("^\\(?<a_b>$").matches("(<a_b>")).isTrue();
    }

    @Test
    void aFrameOfBracesIsNoCount() {
        BoundedPattern guid = new BoundedPattern("^(?:{[0-9a-f]{4}}|[0-9a-f]{8})$");
        assertThat(guid.matches("{00ff}")).isTrue();
        assertThat(guid.matches("00ff00ff")).isTrue();
        assertThat(guid.matches("00ff")).isFalse();
    }

    @Test
    void aSchemaThatNothingCanBeHeldToIsSaidWithItsPlace() {
        Reading reading = Described.reading(Described.head("3.1.0") + """
                paths:
                  /a/{b}:
                    post:
                      parameters: [{ name: b, in: path, required: true, schema: { pattern: "(" } }]
                      requestBody: { content: { application/json: { schema: null }, text/plain: { schema: { $ref: "#/components/schemas/Limit" } } } }
                      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Loop" } } } } }
                components:
                  schemas: { Limit: { type: number, exclusiveMinimum: true }, Loop: { anyOf: [{ $ref: "#/components/schemas/Loop" }, { type: string }] }, Good: { type: string } }
                """);
        List<Problem> problems = new ContractCheck().check(((Reading.Valid) reading).organisation(), false);
        assertThat(problems)
                .noneMatch(Problem::isError)
                .extracting(Problem::what)
                .containsExactly(
                        "`#/paths/~1a~1{b}/post/parameters/0/schema` of API `warehouse` cannot be held to: `pattern: (` is none",
                        "`#/paths/~1a~1{b}/post/requestBody/content/application~1json/schema` of API `warehouse` cannot be held to: a schema is no mapping",
                        "`#/components/schemas/Limit` of API `warehouse` cannot be held to: `exclusiveMinimum: true` is no number",
                        "`#/components/schemas/Loop` of API `warehouse` cannot be held to: a schema describes its value by itself");
    }
}
