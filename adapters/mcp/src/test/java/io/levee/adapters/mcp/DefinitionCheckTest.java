package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.CodeOwners;
import io.levee.organisation.DefinitionSource;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import io.levee.organisation.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DefinitionCheckTest {
    private static final ObjectNode SEARCH = (ObjectNode) Wire.read("""
            {"name": "search", "description": "searches", "inputSchema": {"type": "object", "required": ["q"]}}""");
    private static final Offered OFFERED =
            new Offered("tools", "search", Offered.State.APPROVED, digest(), Wire.text(SEARCH), "search", "");
    private static final String FILE =
            ApprovedDefinitions.with("", "tickets", OFFERED).orElseThrow();

    @Test
    void whatWasApprovedIsWrittenOneValueOnALineAndReadAgain() {
        assertThat(FILE).isEqualTo("""
                {
                  "server": "tickets",
                  "tools": {
                    "search": {
                      "description": "searches",
                      "inputSchema": {
                        "required": [
                          "q"
                        ],
                        "type": "object"
                      },
                      "name": "search"
                    }
                  }
                }
                """);
        assertThat(problems(FILE)).isEmpty();
        assertThat(known(FILE)).contains(SEARCH);
        assertThat(ApprovedDefinitions.without(FILE, "tickets", OFFERED)).doesNotContain("search");
    }

    @Test
    void aDefinitionThatIsNotTheApprovedOneIsAProblemAndNeverShownAsApproved() {
        String other = FILE.replace("searches", "searches, and sends");
        assertThat(problems(other))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(4))
                .satisfies(
                        problem -> assertThat(problem.what()).contains("`search` is not what was approved", digest()))
                .satisfies(problem -> assertThat(problem.fix()).contains("levee tools approve tickets search"));
        assertThat(known(other)).isEmpty();
    }

    @Test
    void aDefinitionOfNothingThatIsPinnedIsAProblem() {
        assertThat(problems(FILE.replace("\"tickets\"", "\"ticket\"")))
                .extracting(Problem::toString)
                .containsExactly("apis/tickets.mcp.json:2: no server of MCP is called `ticket`");
        assertThat(problems(FILE.replace("\"search\": {", "\"find\": {")))
                .extracting(Problem::toString)
                .containsExactly("apis/tickets.mcp.json:4: `find` is not described");
        assertThat(problems(FILE.replace("\"search\": {", "\"close\": {")))
                .extracting(Problem::toString)
                .containsExactly("apis/tickets.mcp.json:4: `close` has no digest, so nobody approved it");
    }

    @Test
    void whatTheDigestDoesNotCoverHasNoPlaceThere() {
        assertThat(problems(FILE.replace("\"name\": \"search\"", "\"name\": \"search\", \"_meta\": {}")))
                .extracting(Problem::toString)
                .containsExactly("apis/tickets.mcp.json:4: `_meta` of `search` is not covered by the digest");
    }

    @Test
    void whatIsNotStrictJsonIsAProblemWithItsLine() {
        String deep = "[".repeat(200) + "]".repeat(200);
        Map<String, Integer> cases = Map.of(
                "",
                0,
                "{",
                1,
                "[]",
                1,
                "{}",
                1,
                "{\n  \"server\": \"tickets\",\n  \"server\": \"tickets\"}",
                3,
                "{\n  \"server\": \"tickets\",\n  \"other\": {}}",
                3,
                "{\n  \"server\": \"tickets\",\n  \"tools\": {\n    \"search\": 1}}",
                4,
                "{\n  \"server\": \"tickets\", // a comment\n}",
                2,
                "{\n  \"server\": " + deep + "}",
                0,
                "{\"server\": \"tickets\"} {}",
                0);
        cases.forEach((text, line) -> assertThat(problems(text))
                .as(text)
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(line)));
    }

    @Test
    void aServerHasOneFile() {
        List<Problem> problems = new DefinitionCheck()
                .check(
                        organisation(Stream.of("apis/a.mcp.json", "apis/b.mcp.json")
                                .map(file -> new DefinitionSource(file, FILE))
                                .toList()),
                        false);
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("apis/b.mcp.json:2: definitions of `tickets` are in `apis/a.mcp.json` already");
    }

    @Test
    void whereOtherFilesCannotBeReadTheirServersAreNotMissed() {
        List<DefinitionSource> files =
                List.of(new DefinitionSource("apis/a.mcp.json", FILE.replace("\"tickets\"", "\"ticket\"")));
        assertThat(new DefinitionCheck().check(organisation(files), true)).isEmpty();
    }

    @Test
    void whatCannotBeSeenIsWrittenAsItsEscape() {
        ObjectNode hidden = SEARCH.deepCopy().put("description", "ab\u202ec\u200b\udb40\udc41 é");
        String file = ApprovedDefinitions.with(
                        "",
                        "tickets",
                        new Offered("tools", "search", Offered.State.CHANGED, "", Wire.text(hidden), "search", ""))
                .orElseThrow();
        assertThat(file).contains("ab\\u202ec\\u200b\\udb40\\udc41 é");
        assertThat(DefinitionFile.of(file))
                .isInstanceOfSatisfying(
                        DefinitionFile.Read.class,
                        read -> assertThat(read.entries().getFirst().definition())
                                .isEqualTo(hidden));
    }

    @Test
    void aDefinitionThatNoFileHasRoomForIsNotKept() {
        ObjectNode large = SEARCH.deepCopy().put("description", "x".repeat(ApprovedDefinitions.FILE_BYTES_MAX));
        Offered offered = new Offered("tools", "search", Offered.State.CHANGED, "", Wire.text(large), "search", "");
        assertThat(ApprovedDefinitions.with(FILE, "tickets", offered)).isEmpty();
    }

    private static List<Problem> problems(String text) {
        return new DefinitionCheck()
                .check(organisation(List.of(new DefinitionSource("apis/tickets.mcp.json", text))), false);
    }

    private static Optional<ObjectNode> known(String text) {
        Api api = api();
        return ApprovedDefinitions.of(List.of(new DefinitionSource("apis/tickets.mcp.json", text)))
                .of(api, api.operations().getFirst());
    }

    private static String digest() {
        return Digests.of(Kind.TOOL, SEARCH);
    }

    private static Organisation organisation(List<DefinitionSource> files) {
        return new Organisation(
                "r1",
                new Settings("acme", Optional.empty(), true),
                Map.of(),
                Map.of(),
                new Catalog(List.of(), List.of(), List.of(api())),
                List.of(),
                CodeOwners.NONE,
                List.of(),
                files,
                List.of(),
                List.of());
    }

    private static Api api() {
        return new Api(
                "tickets",
                World.OWNER,
                Api.Protocol.MCP,
                URI.create("http://127.0.0.1:1"),
                List.of(operation("search", Optional.of(digest())), operation("close", Optional.empty())));
    }

    private static Api.Operation operation(String tool, Optional<String> digest) {
        return new Api.Operation(
                AssetId.tool("tickets", tool),
                "CALL",
                "/" + tool,
                true,
                List.of(),
                Optional.of(new Api.Approved(tool, digest)));
    }
}
