package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
    private static final Described API = Described.of("""
            paths:
              /rows/{id}:
                parameters:
                  - { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
                get:
                  operationId: one
                  parameters:
                    - { name: limit, in: query, required: true, schema: { type: integer, maximum: 100 } }
                    - { name: name, in: query, schema: { type: string, maxLength: 5 } }
                    - { name: flag, in: query, schema: { type: boolean } }
                    - { name: code, in: query, schema: { enum: ["007", "8"] } }
                    - { name: many, in: query, schema: { type: array, items: { type: integer } } }
                    - { name: csv, in: query, explode: false, schema: { type: array, maxItems: 2, items: { type: string } } }
                    - { name: pipe, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: integer } } }
                    - { name: space, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: integer } } }
                    - name: deep
                      in: query
                      style: deepObject
                      schema: { type: object, required: [a], properties: { a: { type: integer }, b: { type: string } } }
                    - name: pair
                      in: query
                      explode: false
                      schema: { type: object, properties: { a: { type: integer }, b: { type: string } } }
                    - name: json
                      in: query
                      content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } }
                    - { name: X-Trace, in: header, schema: { type: array, items: { type: integer } } }
                    - { name: sid, in: cookie, schema: { type: integer } }
                  responses: { "204": { description: ok } }
              /free:
                get:
                  operationId: free
                  parameters:
                    - name: filter
                      in: query
                      schema: { type: object, properties: { from: { type: integer }, to: { type: integer } } }
                  responses: { "204": { description: ok } }
              /lists/{ids}/{dots}:
                parameters:
                  - { name: ids, in: path, required: true, schema: { type: array, maxItems: 2, items: { type: integer } } }
                  - { name: dots, in: path, required: true, style: label, explode: true, schema: { type: array, items: { type: integer } } }
                get:
                  operationId: lists
                  responses: { "204": { description: ok } }
            components:
              securitySchemes:
                key: { type: apiKey, in: query, name: api_key }
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "/rows/1?limit=1 ",
                "/rows/1?limit=1&name=&flag=true&code=007&many=1&many=2 ",
                "/rows/1?limit=1&csv=a,b&pipe=1|2&pipe=3 `/query/pipe style`",
                "/rows/1?limit=1&csv=a,b&pipe=1%7C2&space=1%202 ",
                "/rows/1?limit=1&csv=a,b,c `/query/csv maxItems`",
                "/rows/1?limit=1&csv=a%2Cb,c ",
                "/rows/1?limit=1&deep[a]=1&deep%5Bb%5D=x ",
                "/rows/1?limit=1&deep[b]=x `/query/deep/a required`",
                "/rows/1?limit=1&deep[c]=x&deep[a]=1 `/query/deep/c additionalProperties`",
                "/rows/1?limit=1&pair=a,1,b,x ",
                "/rows/1?limit=1&pair=a `/query/pair style`",
                "/rows/1?limit=1&json={%22a%22:1} ",
                "/rows/1?limit=1&json={%22a%22:1,%22a%22:2} `/query/json style`",
                "/rows/1?limit=1&json={%22b%22:1} `/query/json/b additionalProperties`",
                "/rows/1?limit=1&api_key=x ",
                "/rows/1 `/query/limit required`",
                "/rows/1?limit=one `/query/limit type`",
                "/rows/1?limit=1.5 `/query/limit type`",
                "/rows/1?limit=0x1 `/query/limit type`",
                "/rows/1?limit=+1 `/query/limit type`",
                "/rows/1?limit=%201 `/query/limit type`",
                "/rows/1?limit= `/query/limit type`",
                "/rows/1?limit=101 `/query/limit maximum`",
                "/rows/1?limit=1&limit=2 `/query/limit repeated`",
                "/rows/1?limit=1;admin=1 `/query separator`",
                "/rows/1?limit=1&flag=1 `/query/flag type`",
                "/rows/1?limit=1&flag=TRUE `/query/flag type`",
                "/rows/1?limit=1&code=7 `/query/code enum`",
                "/rows/1?limit=1&many=1&many=x `/query/many/1 type`",
                "/rows/1?limit=1&name=aaaaaa `/query/name maxLength`",
                "/rows/1?limit=1&name=%ff `/query/name style`",
                "/rows/1?limit=1&name=%zz `/query/name style`",
                "/rows/1?limit=1&debug=true `/query/debug additionalProperties`",
                "/rows/1?limit=1&Limit=1 `/query/Limit additionalProperties`",
                "/rows/1?limit=1&ana%40example.com=1 `/query/* additionalProperties`",
                "/rows/0?limit=1 `/path/id minimum`",
                "/rows/x?limit=1 `/path/id type`",
                "/rows/01?limit=1 `/path/id type`",
            })
    void aQueryAndAPathAreHeldToTheirParameters(String target, String breach) {
        assertThat(API.get("/rows/{id}", target)).isEqualTo(breach == null ? List.of() : List.of(breach));
    }

    @Test
    void anExplodedObjectTakesTheRest() {
        assertThat(API.get("/free", "/free?from=1&to=2")).isEmpty();
        assertThat(API.get("/free", "/free?from=x")).containsExactly("/query/filter/from type");
        assertThat(API.get("/free", "/free?other=1")).containsExactly("/query/filter/other additionalProperties");
    }

    @Test
    void aPathHoldsLists() {
        assertThat(API.get("/lists/{ids}/{dots}", "/lists/1,2/.3.4")).isEmpty();
        assertThat(API.get("/lists/{ids}/{dots}", "/lists/1,2,3/.3")).containsExactly("/path/ids maxItems");
        assertThat(API.get("/lists/{ids}/{dots}", "/lists/1/3.4")).containsExactly("/path/dots style");
    }

    @Test
    void headersAndCookiesAreHeldToo() {
        assertThat(headers(Map.of("x-trace", List.of("1, 2"), "cookie", List.of("a=b; sid=7"))))
                .isEmpty();
        assertThat(headers(Map.of("x-trace", List.of("1, x")))).containsExactly("/header/X-Trace/1 type");
        assertThat(headers(Map.of("cookie", List.of("sid=7; sid=8")))).containsExactly("/cookie/sid repeated");
        assertThat(headers(Map.of("cookie", List.of("sid=x")))).containsExactly("/cookie/sid type");
    }

    private static List<String> headers(Map<String, List<String>> headers) {
        return API.request("GET", "/rows/{id}", "/rows/1?limit=1", headers, new byte[0]);
    }
}
