package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Large bodies that people do send and get: none of them is too much work.
class HonestBodiesTest {
    private static final String PATHS = """
            paths:
              /rows:
                get:
                  operationId: list
                  responses:
                    "200":
                      description: rows
                      content: { application/json: { schema: { $ref: "#/components/schemas/Rows" } } }
            components:
              schemas:
            """;

    /// Parts and references that may be null, as in the description of a forge.
    private static final Described FORGE = Described.of("3.0.3", PATHS + """
                Rows: { type: array, items: { $ref: "#/components/schemas/Issue" } }
                Issue:
                  type: object
                  required: [id, title]
                  properties:
                    id: { type: integer, format: int64 }
                    title: { type: string }
                    body: { type: string, nullable: true }
                    user: { $ref: "#/components/schemas/NullableUser" }
                    labels:
                      type: array
                      items: { oneOf: [ { type: string }, { type: object, properties: { name: { type: string }, color: { type: string, nullable: true } } } ] }
                    milestone: { nullable: true, allOf: [ { $ref: "#/components/schemas/Milestone" } ] }
                    state: { type: string, enum: [open, closed] }
                    created_at: { type: string, format: date-time }
                NullableUser: { nullable: true, anyOf: [ { $ref: "#/components/schemas/User" } ] }
                User: { type: object, required: [login], properties: { login: { type: string }, site_admin: { type: boolean } } }
                Milestone: { allOf: [ { $ref: "#/components/schemas/Named" }, { properties: { creator: { $ref: "#/components/schemas/NullableUser" } } } ] }
                Named: { type: object, properties: { name: { type: string } } }
            """);

    /// Each record names others or holds them, as in the description of a payment service; forty kinds of events.
    private static final Described PAYMENTS = Described.of("3.0.3", PATHS + payments());

    private static String payments() {
        StringBuilder schemas = new StringBuilder("""
                    Rows: { type: object, properties: { data: { type: array, items: { anyOf: [ KINDS ] } } } }
                    Deleted: { type: object, required: [deleted], properties: { id: { type: string }, deleted: { type: boolean, enum: [true] } } }
                """.replace("KINDS", kinds(40)));
        for (int kind = 0; kind < 40; kind++) {
            int next = (kind + 1) % 40;
            schemas.append("""
                        K@: { type: object, required: [object, id], properties: { object: { type: string, enum: [k@] }, id: { type: string, maxLength: 5000 }, amount: { type: integer }, note: { type: string, nullable: true }, metadata: { type: object, additionalProperties: { type: string } }, of: { nullable: true, anyOf: [ { type: string }, { $ref: "#/components/schemas/KNEXT" }, { $ref: "#/components/schemas/Deleted" } ] } } }
                    """.replace("@", "" + kind).replace("NEXT", "" + next));
        }
        return schemas.toString();
    }

    private static String kinds(int count) {
        StringBuilder kinds = new StringBuilder();
        for (int kind = 0; kind < count; kind++) {
            kinds.append(kind == 0 ? "" : ", ").append("{ $ref: \"#/components/schemas/K%d\" }".formatted(kind));
        }
        return kinds.toString();
    }

    @Test
    void thousandsOfRecordsOfAForge() {
        String user = "{\"login\":\"octocat\",\"site_admin\":false}";
        String issue = """
                {"id":1,"title":"It breaks","body":null,"user":%s,"labels":[{"name":"bug","color":null},"x"],
                "milestone":{"name":"v1","creator":%s},"state":"open","created_at":"2011-04-22T13:33:48Z"}""".formatted(user, user);
        assertThat(FORGE.answer("GET", "/rows", 200, "application/json", many(issue, 8_000)))
                .isEmpty();
    }

    @Test
    void recordsOfFortyKindsThatHoldOthers() {
        String held = "null";
        for (int kind = 23; kind >= 20; kind--) {
            held = """
                    {"object":"k%d","id":"ch_1","amount":1,"note":null,"metadata":{"a":"b"},"of":%s}""".formatted(kind, held);
        }
        String body = "{\"data\":" + many(held, 2_000) + "}";
        assertThat(PAYMENTS.answer("GET", "/rows", 200, "application/json", body))
                .isEmpty();
    }

    @Test
    void asManyValuesAsAreRead() {
        Described numbers = Described.of(PATHS + """
                    Rows: { type: array, items: { $ref: "#/components/schemas/Row" } }
                    Row: { allOf: [ { $ref: "#/components/schemas/Cells" }, { maxItems: 9 } ] }
                    Cells: { type: array, items: { type: integer, minimum: 0 } }
                """);
        String body = many("[1,2,3,4,5,6,7,8]", 39_000);
        assertThat(numbers.answer("GET", "/rows", 200, "application/json", body))
                .isEmpty();
    }

    private static String many(String record, int count) {
        return "[" + record + ("," + record).repeat(count - 1) + "]";
    }
}
