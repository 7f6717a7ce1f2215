package io.levee.app;

import io.levee.adapters.mcp.ApprovedDefinitions;
import io.levee.adapters.mcp.Offered;
import io.levee.adapters.postgres.Database;
import io.levee.app.replica.ReplicaProcess;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.bench.BenchTools;
import io.levee.bench.BenchUpstream;
import io.levee.bench.GatewayBench;
import io.levee.bench.McpBench;
import io.levee.bench.Nginx;
import io.levee.bench.StopBench;
import io.levee.bench.StreamsBench;
import io.levee.catalog.Api;
import io.levee.cli.AgentTokens;
import io.levee.cli.Remote;
import io.levee.identity.TeamId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The benches that need a whole replica: it runs in a process of its own, for a real token, acme's policies and a
/// durable record, in front of an upstream in another process.
final class GatewayBenches {
    private static final String AGENT = "report-writer";
    private static final String PERSON = "ana";
    private static final String OPERATOR = "cy";
    private static final int LISTENERS = 16;
    private static final String CALLS = "callsPerHour: 100000000";

    private final Path acme;

    GatewayBenches(Path acme) {
        this.acme = acme;
    }

    BenchReport gateway(BenchOptions options) throws IOException {
        Path folder = Files.createTempDirectory("levee-bench");
        try (BenchUpstream upstream = BenchUpstream.start();
                ReplicaProcess _ = replica(folder, upstream)) {
            Remote remote = remote(folder);
            URI direct = URI.create("http://127.0.0.1:" + upstream.port() + "/tables");
            URI levee = gateway(remote, "/warehouse/tables");
            String token = token(remote);
            Optional<Nginx> nginx =
                    Nginx.startIfInstalled(upstream.port(), Files.createDirectory(folder.resolve("nginx")));
            try {
                Optional<URI> beside = nginx.map(server -> URI.create("http://127.0.0.1:" + server.port() + "/tables"));
                return GatewayBench.run(direct, beside, levee, token, options);
            } finally {
                nginx.ifPresent(Nginx::close);
            }
        }
    }

    /// By several agents, because no caller may have so many calls open at once.
    BenchReport streams(BenchOptions options) throws IOException {
        Path folder = Files.createTempDirectory("levee-bench");
        Path rich = richAcme(folder);
        String passport = Files.readString(rich.resolve("agents/%s.yaml".formatted(AGENT)));
        for (int i = 0; i < LISTENERS; i++) {
            Files.writeString(rich.resolve("agents/listener-%d.yaml".formatted(i)), passport);
        }
        try (BenchUpstream upstream = BenchUpstream.start();
                ReplicaProcess _ = replica(rich, folder, upstream)) {
            Remote remote = remote(folder);
            List<String> tokens = IntStream.range(0, LISTENERS)
                    .mapToObj(i -> token(remote, "listener-" + i))
                    .toList();
            Optional<Nginx> nginx =
                    Nginx.startIfInstalled(upstream.port(), Files.createDirectory(folder.resolve("nginx")));
            try {
                String path = "/queries/bench/rows";
                Optional<URI> beside = nginx.map(server -> URI.create("http://127.0.0.1:" + server.port() + path));
                return StreamsBench.run(beside, gateway(remote, "/warehouse" + path), tokens, options);
            } finally {
                nginx.ifPresent(Nginx::close);
            }
        }
    }

    /// Ten servers of a hundred tools each, which are one process here and ten for Levee.
    BenchReport mcp(BenchOptions options) throws IOException {
        Path folder = Files.createTempDirectory("levee-bench");
        Path rich = richAcme(folder);
        try (BenchTools tools = BenchTools.start()) {
            for (int i = 0; i < McpBench.SERVERS; i++) {
                describe("bench-" + i, tools.uri(), rich);
            }
            Files.writeString(rich.resolve("policies/bench.cedar"), """
                    @id("bench")
                    @why("this is measured")
                    permit (principal is Person, action == Action::"read", resource is Tool);
                    """);
            try (ReplicaProcess _ = ReplicaProcess.start(rich, folder.resolve("levee"), Map.of())) {
                Remote remote = remote(folder);
                return McpBench.run(tools.uri(), gateway(remote, "/mcp"), token(remote), options);
            }
        }
    }

    /// As somebody would who approves all that the server offers.
    private static void describe(String name, URI at, Path organisation) throws IOException {
        Api nothing = new Api(name, new TeamId("warehouse"), Api.Protocol.MCP, at, List.of());
        String tools = Offered.by(nothing, at, ApprovedDefinitions.NONE).stream()
                .map(one -> "  %s: { effect: read, digest: %s }\n".formatted(one.name(), one.digest()))
                .collect(Collectors.joining());
        Files.writeString(
                organisation.resolve("apis/%s.mcp.yaml".formatted(name)),
                "name: %s\nowner: warehouse\nupstream: %s\ntools:\n%s".formatted(name, at, tools));
    }

    /// Through the replica that is told, then through another one of three on the same database.
    BenchReport stop(BenchOptions options) throws IOException {
        Path folder = Files.createTempDirectory("levee-bench");
        Path organisation = richAcme(folder);
        Map<String, String> together = new LinkedHashMap<>(Map.of("LEVEE_PUBLIC_URL", "http://127.0.0.1:7401"));
        String path = "/warehouse/queries/bench/rows";
        try (BenchUpstream upstream = BenchUpstream.start();
                ReplicaProcess _ = replica("one", organisation, folder.resolve("levee"), upstream, together)) {
            Remote remote = remote(folder);
            io.levee.cli.Api operator = remote.apiAs(Optional.of(OPERATOR));
            List<Map<String, Object>> rows = new ArrayList<>(
                    StopBench.measured("", gateway(remote, path), () -> agent(remote, operator), StopBench.STOPS));
            together.put("LEVEE_DATABASE_URL", Database.addressOf(folder.resolve("levee/data")));
            together.put(
                    "LEVEE_MASTER_KEY_FILE",
                    folder.resolve("levee/keys/master.key").toString());
            Path second = folder.resolve("second");
            try (ReplicaProcess _ = replica("two", organisation, second, upstream, together);
                    ReplicaProcess _ = replica("three", organisation, folder.resolve("third"), upstream, together)) {
                URI other = gateway(new Remote(second, _ -> Optional.empty(), _ -> Optional.empty()), path);
                rows.addAll(StopBench.measured(
                        "another of three replicas, ", other, () -> agent(remote, operator), StopBench.STOPS));
            }
            return BenchReport.here("stop", options, rows, Map.of());
        }
    }

    private static ReplicaProcess replica(
            String name, Path organisation, Path data, BenchUpstream upstream, Map<String, String> environment)
            throws IOException {
        Map<String, URI> upstreams = Map.of("warehouse", URI.create("http://127.0.0.1:" + upstream.port()));
        return ReplicaProcess.start(name, organisation, data, upstreams, environment);
    }

    private ReplicaProcess replica(Path folder, BenchUpstream upstream) throws IOException {
        return replica(richAcme(folder), folder, upstream);
    }

    private static ReplicaProcess replica(Path organisation, Path folder, BenchUpstream upstream) throws IOException {
        return ReplicaProcess.start(
                organisation,
                folder.resolve("levee"),
                Map.of("warehouse", URI.create("http://127.0.0.1:" + upstream.port())));
    }

    /// Acme with more calls an hour for the agent than a benchmark makes; they are counted all the same.
    private Path richAcme(Path folder) throws IOException {
        Path rich = folder.resolve("acme");
        try (Stream<Path> files = Files.walk(acme)) {
            for (Path file : files.toList()) {
                Path to = rich.resolve(acme.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else if (file.endsWith(Path.of("agents", AGENT + ".yaml"))) {
                    Files.writeString(
                            to,
                            Files.readString(file)
                                    .replaceFirst("callsPerHour: \\d+", CALLS)
                                    .replaceFirst("mayKnow:\n", "mayKnow:\n  - tool:*\n"));
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return rich;
    }

    private static StopBench.Agent agent(Remote remote, io.levee.cli.Api operator) {
        String token = token(remote);
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        String session = new JsonMapper().readTree(claims).path("sid").asString();
        return new StopBench.Agent(
                token, () -> operator.post("/v1/stops", Map.of("scope", "session:" + session, "reason", "measured")));
    }

    private static String token(Remote remote) {
        return token(remote, AGENT);
    }

    private static String token(Remote remote, String agent) {
        AgentTokens tokens = new AgentTokens(remote);
        return tokens.exchange(agent, tokens.ticket(agent, PERSON), "levee-gateway")
                .path("access_token")
                .asString();
    }

    private static URI gateway(Remote remote, String path) {
        return URI.create(remote.running().orElseThrow().gateway() + path);
    }

    private static Remote remote(Path folder) {
        return new Remote(folder.resolve("levee"), _ -> Optional.empty(), _ -> Optional.empty());
    }
}
