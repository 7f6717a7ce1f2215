package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.organisation.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Descriptions that other people wrote: legal OpenAPI loads, and what does not says why.
class StrangersFileTest {
    @TempDir
    Path root;

    @Test
    void anOperationIsCalledWhatItIsCalledElseByMethodAndPath() {
        Reading reading = read("3.0.3", """
                /a:
                  get: { operationId: meta/root, responses: { "200": { description: ok } } }
                  put: { operationId: find pet by id, responses: { "200": { description: ok } } }
                  post: { responses: { "200": { description: ok } } }
                /b/{id}:cancel:
                  post: { parameters: [{ name: id, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } }
                """);
        assertThat(names(reading))
                .containsExactly(
                        "operation:things/meta/root",
                        "operation:things/find-pet-by-id",
                        "operation:things/post/a",
                        "operation:things/post/b/{id}-cancel");
    }

    @Test
    void twoOperationsThatWouldBeCalledTheSameAreAProblem() {
        assertThat(problems("3.0.3", """
                /a:
                  get: { operationId: a b, responses: { "200": { description: ok } } }
                  put: { operationId: a-b, responses: { "200": { description: ok } } }
                """))
                .containsExactly("apis/things.openapi.yaml:10: operation `a-b` is there twice; first on line 9");
    }

    @Test
    void aPathMayBeWrittenElsewhereAndNotHalfHere() {
        String elsewhere = """
                /a: { $ref: "#/paths/~1b~1%7Bid%7D" }
                /b/{id}:
                  description: there
                  parameters: [{ name: x, in: query, schema: {} }]
                """;
        assertThat(names(read("3.1.0", elsewhere.replace("~1b~1%7Bid%7D", "~1c") + """
                /c: { get: { responses: { "200": { description: ok } } } }
                """)))
                .containsExactly("operation:things/get/a", "operation:things/get/c");
        assertThat(problems("3.1.0", elsewhere)).isEmpty();
        assertThat(problems("3.1.0", """
                /a: { $ref: "#/paths/~1c", get: { responses: { "200": { description: ok } } } }
                /c: { summary: c }
                """))
                .containsExactly("apis/things.openapi.yaml:8: path `/a` has `$ref` and `get`");
    }

    @Test
    void pathsThatShareSomeRequestsAreAWarning() {
        Reading reading = read("3.1.0", """
                /a/{x}/errors: { get: { parameters: [{ name: x, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                /a/by-name/{y}: { get: { parameters: [{ name: y, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                /a/{z}/: { get: { parameters: [{ name: z, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                /b/{z}: { get: { parameters: [{ name: z, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                /b/{y}: { put: { parameters: [{ name: y, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                """);
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "apis/things.openapi.yaml:9: path `/a/by-name/{y}` and `/a/{x}/errors` on line 8 match some of the same requests");
        assertThat(problems("3.1.0", """
                /b/{z}: { get: { parameters: [{ name: z, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                /b/{y}: { get: { parameters: [{ name: y, in: path, required: true, schema: {} }], responses: { "200": { description: ok } } } }
                """))
                .containsExactly(
                        "apis/things.openapi.yaml:9: path `/b/{y}` and `/b/{z}` on line 8 match the same requests");
    }

    @Test
    void whatIsMandatoryInThreeZeroOnlyIsAskedForThereOnly() {
        assertThat(problems("3.0.3", "/a: { get: { operationId: a } }"))
                .containsExactly("apis/things.openapi.yaml:8: an operation has no `responses`");
        Reading open = read("3.1.0", "/a: { get: { operationId: a } }");
        assertThat(open).isInstanceOf(Reading.Valid.class);
        assertThat(open.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "apis/things.openapi.yaml:8: GET `/a` has no `responses`, so every answer breaks its contract");
        assertThat(file("3.1.0", "webhooks: {}").read()).isInstanceOf(Reading.Valid.class);
        assertThat(file("3.0.3", "tags: []").read()).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void anEmptySummaryIsNoProblem() {
        assertThat(problems("3.1.0", "/a: { get: { summary: '', responses: { \"200\": { description: '' } } } }"))
                .isEmpty();
    }

    @Test
    void aPathThatNoRequestCanHaveIsAProblem() {
        assertThat(Stream.of("/a#b", "/a?b=c", "/a/{b}{c}", "/a/{+b}", "/a//b", "/a;b", "/a/{b}/{b}")
                        .map(path -> problems("3.1.0", "\"" + path + "\": { summary: x }"))
                        .toList())
                .allSatisfy(problems -> assertThat(problems).hasSize(1));
    }

    @Test
    void namesThatOpenApiUsesForProseAreNamesWhereTheUserNamesThings() {
        Reading reading = read("3.1.0", """
                /a: { get: { responses: { "200": { description: ok, headers: { summary: { schema: { const: { description: kept } } } } } } } }
                """);
        String json = api(reading).description().orElseThrow().json();
        assertThat(json)
                .contains("\"summary\":{\"schema\":{\"const\":{\"description\":\"kept\"}}}")
                .doesNotContain("ok");
    }

    @Test
    void manyWarningsAreNoError() {
        StringBuilder paths = new StringBuilder();
        IntStream.range(0, 300).forEach(i -> paths.append("/a%d: { get: {} }\n".formatted(i)));
        assertThat(read("3.1.0", paths.toString())).isInstanceOf(Reading.Valid.class);
    }

    private Folder file(String version, String rest) {
        return Folder.small(root).write("apis/things.openapi.yaml", """
                openapi: %s
                info: { title: Things, version: "1" }
                x-levee-api: things
                x-levee-owner: core
                x-levee-upstream: http://127.0.0.1:18000

                %s""".formatted(version, rest));
    }

    private Reading read(String version, String paths) {
        return file(version, "paths:\n" + paths.indent(2)).read();
    }

    private List<String> problems(String version, String paths) {
        return read(version, paths).problems().stream()
                .filter(problem -> problem.isError())
                .map(Problem::toString)
                .toList();
    }

    private static Api api(Reading reading) {
        return ((Reading.Valid) reading).organisation().catalog().api("things").orElseThrow();
    }

    private static List<String> names(Reading reading) {
        return api(reading).operations().stream()
                .map(it -> it.asset().toString())
                .toList();
    }
}
