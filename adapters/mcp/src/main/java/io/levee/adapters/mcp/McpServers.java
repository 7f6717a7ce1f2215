package io.levee.adapters.mcp;

import io.levee.adapters.proxy.ProxyLimits;
import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;

/// The servers behind the gateway: each is asked what it offers once for everybody. Thread-safe.
public final class McpServers {
    /// How long whoever only looks waits for servers that must be asked first.
    private static final long PATIENCE_MILLIS = 3_000;

    private final ProxyLimits limits;
    private final Map<String, URI> upstreams;
    private final HttpClient client;
    private final Server own;
    private final Map<URI, Server> servers = new ConcurrentHashMap<>();

    /// @param upstreams by server; where one is missing, the description's own is used
    public McpServers(ProxyLimits limits, Map<String, URI> upstreams) {
        this(limits, upstreams, OwnTools.NONE);
    }

    /// @param own what Levee itself offers
    public McpServers(ProxyLimits limits, Map<String, URI> upstreams, OwnTools own) {
        this.own = new Server(own);
        this.limits = limits;
        this.upstreams = Map.copyOf(upstreams);
        this.client = Clients.of(limits);
    }

    /// How one server stands.
    ///
    /// @param reachable whether it said what it offers when it was asked last
    /// @param waiting   what is not as it was approved; empty where it is not reachable
    public record Standing(Api api, boolean reachable, List<Offered> waiting) {
        public Standing {
            waiting = List.copyOf(waiting);
        }
    }

    /// All of them, by what they said lately; one that takes too long stands as it did before.
    public List<Standing> standings(Catalog catalog, ApprovedDefinitions definitions) {
        List<Api> apis = catalog.apis().stream()
                .filter(api -> api.protocol() == Api.Protocol.MCP && !api.isOwn())
                .toList();
        await(apis.stream().map(api -> of(api).refreshed()).toList());
        return apis.stream()
                .map(api -> of(api).compared(api, definitions)
                        .map(all -> new Standing(api, true, waiting(api, catalog, all)))
                        .orElseGet(() -> new Standing(api, false, List.of())))
                .toList();
    }

    private static List<Offered> waiting(Api api, Catalog catalog, List<Offered> all) {
        return all.stream()
                .filter(one -> one.state() != Offered.State.APPROVED)
                .filter(one -> !isDecoyAlone(api, catalog, one))
                .toList();
    }

    /// A decoy needs no server that has it.
    private static boolean isDecoyAlone(Api api, Catalog catalog, Offered one) {
        return one.state() == Offered.State.NOT_OFFERED && catalog.decoys().has(AssetId.tool(api.name(), one.asked()));
    }

    private static void await(List<CompletableFuture<Void>> asked) {
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // They stand as they did before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// To be started and stopped by whoever uses the servers.
    HttpClient client() {
        return client;
    }

    Server of(Api api) {
        if (api.isOwn()) {
            return own;
        }
        URI at = upstreams.getOrDefault(api.name(), api.upstream());
        return servers.computeIfAbsent(at, it -> new Server(new Upstream(client, limits, it)));
    }
}
