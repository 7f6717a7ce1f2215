package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.organisation.Organisation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own reading of OpenAPI against swagger-parser's: the same operations are read from what is valid,
/// and what it rejects, we reject.
class OpenApiOracleTest {
    @TempDir
    Path root;

    @Test
    void bothReadTheSameOperationsFromAcmesApis() throws IOException {
        Organisation acme = ((Reading.Valid) new OrganisationFolder(Folder.ACME, List.of()).read()).organisation();
        try (Stream<Path> files = Files.list(Folder.ACME.resolve("apis"))) {
            for (Path file :
                    files.filter(path -> path.toString().contains(".openapi.")).toList()) {
                SwaggerParseResult result = parse(Files.readString(file));
                OpenAPI theirs = result.getOpenAPI();
                assertThat(result.getMessages()).as(file.toString()).isEmpty();
                String name = String.valueOf(theirs.getExtensions().get("x-levee-api"));
                Api ours = acme.catalog().api(name).orElseThrow();
                assertThat(operations(ours)).isEqualTo(operations(theirs));
            }
        }
    }

    @Test
    void whatSwaggerParserRejectsWeRejectToo() {
        String valid = Objects.requireNonNull(Folder.SMALL.get("apis/things.openapi.yaml"));
        List<String> broken = List.of(
                valid.replace("version: 1.0.0", "description: none"),
                valid.replace("title: Things", "titel: Things"),
                valid.replace("3.1.0", "3.0.3")
                        .replace("      responses: { \"200\": { description: all } }\n", "      tags: nothing\n"),
                valid.replace("    get:\n", "    gte:\n"),
                valid.replace("  /things:\n", "  things:\n"),
                valid.replace("operationId: listThings", "operationId: [a]"),
                valid.replace("openapi: 3.1.0\n", ""));

        for (String text : broken) {
            assertThat(text).isNotEqualTo(valid);
            assertThat(parse(text).getMessages()).as(text).isNotEmpty();
            Reading reading =
                    Folder.small(root).write("apis/things.openapi.yaml", text).read();
            assertThat(reading).as(text).isInstanceOf(Reading.Invalid.class);
        }
    }

    private static SwaggerParseResult parse(String text) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        return new OpenAPIV3Parser().readContents(text, List.of(), options);
    }

    private static Set<String> operations(Api api) {
        Set<String> operations = new TreeSet<>();
        api.operations()
                .forEach(it -> operations.add(
                        "%s %s %s".formatted(it.method(), it.path(), it.asset().name())));
        return operations;
    }

    private static Set<String> operations(OpenAPI api) {
        String name = String.valueOf(api.getExtensions().get("x-levee-api"));
        Set<String> operations = new TreeSet<>();
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> operations.add(
                                "%s %s %s/%s".formatted(method, path, name, operation.getOperationId()))));
        return operations;
    }
}
