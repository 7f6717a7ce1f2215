package io.levee.adapters.mcp;

import io.levee.catalog.Api;
import io.levee.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The servers that one endpoint stands for: one by its name, or all of them. At the endpoint of all, a tool or prompt
/// is called `server__name`; a server's name holds no `_`, so the first two of them part it from the rest.
///
/// @param only the one server; empty for all
record Scope(Catalog catalog, Optional<Api> only, Function<Api, Server> servers) {
    static final String BETWEEN = "__";

    /// What a client means by a name.
    ///
    /// @param server as the client says it; empty where it says none
    record Target(String server, String name, Optional<Offer> offer) {}

    List<Api> apis() {
        return only.map(List::of)
                .orElseGet(() -> catalog.apis().stream()
                        .filter(api -> api.protocol() == Api.Protocol.MCP)
                        .toList());
    }

    /// Whether the organisation describes any of this kind here.
    boolean describes(Kind kind) {
        return apis().stream()
                .flatMap(api -> api.operations().stream())
                .anyMatch(operation -> Offers.kind(operation) == kind);
    }

    Offers offers(Api api) {
        return servers.apply(api).offers(api, catalog);
    }

    /// Everything that all of them offer; those that must be asked first are asked at the same time.
    List<Offer> all() {
        List<Api> apis = apis();
        ConcurrentHashMap<String, Offers> asked = new ConcurrentHashMap<>();
        List<Thread> asking = new ArrayList<>();
        for (Api api : apis) {
            Server server = servers.apply(api);
            if (apis.size() == 1 || server.isFresh()) {
                asked.put(api.name(), server.offers(api, catalog));
            } else {
                asking.add(Thread.ofVirtual()
                        .name("mcp-ask")
                        .start(() -> asked.put(api.name(), server.offers(api, catalog))));
            }
        }
        for (Thread one : asking) {
            try {
                one.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return apis.stream()
                .flatMap(api -> Optional.ofNullable(asked.get(api.name())).stream())
                .flatMap(offers -> offers.all().stream())
                .toList();
    }

    /// The name that a client sees.
    String shown(Offer offer) {
        return only.isPresent() ? offer.name() : offer.api().name() + BETWEEN + offer.name();
    }

    /// The tool or prompt of this name.
    Target named(Kind kind, String name) {
        if (only.isPresent()) {
            return new Target(only.get().name(), name, find(only.get(), kind, name));
        }
        int between = name.indexOf(BETWEEN);
        if (between < 1) {
            return new Target("", name, Optional.empty());
        }
        String server = name.substring(0, between);
        String local = name.substring(between + BETWEEN.length());
        Optional<Api> api = catalog.api(server).filter(it -> it.protocol() == Api.Protocol.MCP);
        return new Target(server, local, api.flatMap(it -> find(it, kind, local)));
    }

    /// The resource of this URI. Where two servers have it, neither is meant: which one would be chance.
    Target resource(String uri) {
        List<Offer> matching = apis().stream()
                .flatMap(api -> offers(api).resources().stream())
                .filter(offer -> UriTemplate.values(offer.name(), uri).isPresent()
                        || offer.name().equals(uri))
                .toList();
        List<Offer> exact =
                matching.stream().filter(offer -> offer.name().equals(uri)).toList();
        List<Offer> meant = exact.isEmpty() ? matching : exact;
        String server = only.map(Api::name).orElse("");
        return meant.size() == 1
                ? new Target(meant.getFirst().api().name(), uri, Optional.of(meant.getFirst()))
                : new Target(server, uri, Optional.empty());
    }

    private Optional<Offer> find(Api api, Kind kind, String name) {
        return Stream.of(offers(api))
                .map(offers -> kind == Kind.TOOL ? offers.tools() : offers.prompts())
                .flatMap(offers -> Optional.ofNullable(offers.get(name)).stream())
                .findFirst();
    }
}
