package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
    private static final Described API = Described.of("""
            paths:
              /forms:
                post:
                  operationId: send
                  requestBody:
                    content:
                      application/x-www-form-urlencoded:
                        schema:
                          type: object
                          required: [count]
                          properties:
                            count: { type: integer, maximum: 9 }
                            name: { type: string, maxLength: 1 }
                            flag: { type: boolean }
                            tags: { type: array, maxItems: 2, items: { type: integer } }
                            id: { type: integer, readOnly: true }
                      text/plain: { schema: { type: string, maxLength: 3 } }
                  responses: { "204": { description: ok } }
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "count=1 ",
                "count=1&name=%20&flag=true&tags=1&tags=2 ",
                "count=1&name=😀 ",
                "count=1&name=%F0%9F%98%80 ",
                "count=1&name=+ ",
                "count=1& ",
                "name=a `/body/count required`",
                "count=x `/body/count type`",
                "count=10 `/body/count maximum`",
                "count=1&count=1 `/body/count repeated`",
                "count=1&name=ab `/body/name maxLength`",
                "count=1&flag=1 `/body/flag type`",
                "count=1&tags=1&tags=x `/body/tags/1 type`",
                "count=1&tags=1&tags=2&tags=3 `/body/tags maxItems`",
                "count=1&admin=true `/body/admin additionalProperties`",
                "count=1&id=7 `/body/id readOnly`",
                "count=1&name=%ff `/body utf-8`",
                "count=1&name=%4 `/body utf-8`",
                "count=1&%ff=1 `/body utf-8`",
            })
    void aFormIsHeldToItsSchema(String form, String breach) {
        assertThat(form(form)).isEqualTo(breach == null ? List.of() : List.of(breach));
    }

    @Test
    void aFormHasSoManyPairsAndNoMore() {
        assertThat(form("count=1" + "&".repeat(9_999))).isEmpty();
        assertThat(form("count=1" + "&".repeat(10_000))).containsExactly("/body maxProperties");
    }

    @Test
    void plainTextIsOneValue() {
        assertThat(send("text/plain", "abc".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(send("text/plain", "abcd".getBytes(StandardCharsets.UTF_8))).containsExactly("/body maxLength");
        assertThat(send("text/plain", new byte[] {(byte) 0xc3})).containsExactly("/body utf-8");
    }

    private static List<String> form(String form) {
        return send("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> send(String type, byte[] body) {
        return API.request("POST", "/forms", "/forms", Map.of("content-type", List.of(type)), body);
    }
}
