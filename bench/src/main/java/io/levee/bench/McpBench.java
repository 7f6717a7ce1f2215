package io.levee.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the gateway costs a caller of MCP: calls of tools beside the server alone in the same run, and the list of
/// all tools of all servers. The caller speaks 2026-07-28, so no session is needed.
public final class McpBench {
    /// So many servers stand behind the gateway, each with [BenchTools#TOOLS] tools.
    public static final int SERVERS = 10;
    private static final int ROUNDS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{}}""";

    private McpBench() {}

    /// @param direct one server alone
    /// @param levee  the gateway's `/mcp`; the server is called `bench-0` there
    public static BenchReport run(URI direct, URI levee, String token, BenchOptions options) throws IOException {
        Map<String, LoadDriver> drivers = new LinkedHashMap<>();
        drivers.put("direct tools/call", call(direct, Optional.empty(), "tool-7"));
        drivers.put("levee tools/call", call(levee, Optional.of(token), "bench-0__tool-7"));
        drivers.put("levee tools/list, one at a time", list(levee, token));
        Map<String, LoadResult> results = new LinkedHashMap<>();
        for (LoadDriver driver : drivers.values()) {
            var _ = driver.closedLoop(WARM_UP);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, LoadDriver> each : drivers.entrySet()) {
                results.merge(each.getKey(), each.getValue().closedLoop(options.duration()), McpBench::better);
            }
        }
        LoadResult ours = of(results, "levee tools/call");
        return BenchReport.here(
                "mcp",
                options,
                results.entrySet().stream().map(McpBench::row).toList(),
                Map.of(
                        "throughputOfDirect",
                        ours.perSecond() / of(results, "direct tools/call").perSecond()));
    }

    private static LoadResult of(Map<String, LoadResult> results, String name) {
        return Optional.ofNullable(results.get(name)).orElseThrow();
    }

    private static LoadResult better(LoadResult one, LoadResult other) {
        return one.millisAt(99) <= other.millisAt(99) ? one : other;
    }

    private static Map<String, Object> row(Map.Entry<String, LoadResult> result) {
        LoadResult figures = result.getValue();
        return BenchReport.row(
                result.getKey(),
                "p50Millis",
                figures.millisAt(50),
                "p99Millis",
                figures.millisAt(99),
                "requestsPerSecond",
                Math.round(figures.perSecond()),
                "failed",
                figures.failed());
    }

    private static LoadDriver call(URI target, Optional<String> token, String tool) {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{\"query\":\"late parcels\",\"limit\":5},%s}}"
                        .formatted(tool, META);
        Map<String, String> headers = headers("tools/call");
        headers.put("Mcp-Name", tool);
        return LoadDriver.posting(target, token, headers, body, GatewayBench.CONNECTIONS);
    }

    private static LoadDriver list(URI target, String token) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{%s}}".formatted(META);
        return LoadDriver.posting(target, Optional.of(token), headers("tools/list"), body, 1);
    }

    private static Map<String, String> headers(String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", "2026-07-28");
        headers.put("Mcp-Method", method);
        return headers;
    }
}
