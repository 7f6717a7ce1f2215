package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.organisation.DefinitionSource;
import io.levee.organisation.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpFileTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final String FILE = """
            name: tickets
            owner: core
            upstream: http://127.0.0.1:18001/mcp
            labels: [customer]
            dependsOn: [database:things]
            tools:
              search:
                effect: read
                digest: %s
                names: ["table:{table}"]
                clearedFor: [pii]
              close: {}
            prompts:
              greet: {}
            resources:
              one: { uri: "tickets://{id}" }
            """.formatted(DIGEST);

    @TempDir
    Path root;

    @Test
    void noServerIsCalledAsLeveesOwn() {
        assertThat(read(FILE.replace("name: tickets", "name: levee")).problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains("cannot be called `levee`"));
    }

    @Test
    void whatAServerOffersIsDescribedAndApproved() {
        Catalog catalog = ((Reading.Valid) read(FILE)).organisation().catalog();

        Api api = catalog.api("tickets").orElseThrow();
        assertThat(api.protocol()).isEqualTo(Api.Protocol.MCP);
        Api.Operation search = operation(api, "/search");
        assertThat(search.asset()).isEqualTo(AssetId.tool("tickets", "search"));
        assertThat(search.changes()).isFalse();
        assertThat(search.approved()).contains(new Api.Approved("search", Optional.of(DIGEST)));
        assertThat(search.names()).extracting(Object::toString).hasSize(1);
        assertThat(catalog.asset(search.asset()).orElseThrow().labels()).containsExactly("customer");
        assertThat(catalog.asset(search.asset()).orElseThrow().clearedFor()).containsExactly("pii");
        assertThat(operation(api, "/close").changes()).isTrue();
        assertThat(operation(api, "/close").approved()).contains(new Api.Approved("close", Optional.empty()));
        assertThat(operation(api, "/prompts/greet").changes()).isFalse();
        assertThat(operation(api, "/resources/one").approved().orElseThrow().name())
                .isEqualTo("tickets://{id}");
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        Reading reading = read("""
                name: mcp
                owner: core
                upstream: http://127.0.0.1:18001/mcp
                tools:
                  "bad name": {}
                  close: { effect: maybe, digest: abc, extra: 1 }
                resources:
                  one: {}
                """);

        assertThat(((Reading.Invalid) reading).problems())
                .filteredOn(problem -> problem.file().equals("apis/tickets.mcp.yaml"))
                .extracting(Problem::line)
                .containsExactly(1);

        List<Problem> problems = ((Reading.Invalid) read(FILE.replace("close: {}", "\"bad name\": {}")
                        .replace("effect: read", "effect: maybe")
                        .replace(DIGEST, "abc")
                        .replace("{ uri: \"tickets://{id}\" }", "{ url: 7 }")))
                .problems();
        assertThat(problems)
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("`bad name`"))
                .anyMatch(what -> what.contains("`effect: maybe`"))
                .anyMatch(what -> what.contains("a digest is"))
                .anyMatch(what -> what.contains("a resource has no `uri`"));
    }

    @Test
    void whatWasApprovedLiesBesideAsItIs() {
        Folder folder = Folder.small(root.resolve("beside"));
        folder.write("apis/tickets.mcp.yaml", FILE).write("apis/tickets.mcp.json", "{\"server\": \"tickets\"}\n");
        assertThat(((Reading.Valid) folder.read()).organisation().definitions())
                .containsExactly(new DefinitionSource("apis/tickets.mcp.json", "{\"server\": \"tickets\"}\n"));
    }

    private Reading read(String file) {
        Folder folder = Folder.small(root.resolve("org" + file.hashCode()));
        folder.write("apis/tickets.mcp.yaml", file);
        return new OrganisationFolder(folder.root(), List.of()).read();
    }

    private static Api.Operation operation(Api api, String path) {
        return api.operations().stream()
                .filter(it -> it.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
