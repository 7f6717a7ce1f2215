package io.levee.adapters.mcp;

import io.levee.adapters.proxy.ProxyLimits;
import io.levee.catalog.Api;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import tools.jackson.databind.node.ObjectNode;

/// One thing that a server offers or should, and how it stands to what was approved. For people who look before they
/// approve.
///
/// @param kind   `tools`, `prompts` or `resources`: where it stands in the organisation's file
/// @param name   as the server knows it
/// @param digest of what the server says now; empty where it offers nothing of the name
/// @param shown  what clients and their models would see, as JSON; empty like `digest`
public record Offered(String kind, String name, State state, String digest, String shown) {
    /// How it stands.
    public enum State {
        APPROVED,
        CHANGED,
        /// In the organisation's file, without a digest.
        NOT_APPROVED,
        /// Not in the organisation's file.
        NOT_DESCRIBED,
        /// In the organisation's file, and the server does not offer it.
        NOT_OFFERED
    }

    /// Asks the server. Throws `UPSTREAM_UNAVAILABLE` where it does not answer as MCP.
    public static List<Offered> by(Api api, URI at) {
        HttpClient client = Clients.of(ProxyLimits.DEFAULT);
        try {
            client.start();
            return compared(
                    api,
                    new Server(new Upstream(client, ProxyLimits.DEFAULT, at))
                            .everything()
                            .orElseThrow(() -> new LeveeException(
                                    ErrorCode.UPSTREAM_UNAVAILABLE,
                                    "`%s` does not answer at `%s`; start it, or correct its `upstream`"
                                            .formatted(api.name(), at))));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            throw new LeveeException(ErrorCode.INTERNAL, "the client for MCP did not start", e);
        } finally {
            stop(client);
        }
    }

    private static List<Offered> compared(Api api, Map<Kind, List<ObjectNode>> offered) {
        List<Offered> all = new ArrayList<>();
        List<Api.Operation> left = new ArrayList<>(api.operations());
        for (Kind kind : Kind.values()) {
            for (ObjectNode definition : offered.getOrDefault(kind, List.of())) {
                String name = Offers.name(definition);
                Optional<Api.Approved> approved = left.stream()
                        .filter(operation -> Offers.kind(operation) == kind)
                        .flatMap(operation -> operation.approved().stream())
                        .filter(it -> it.name().equals(name))
                        .findFirst();
                left.removeIf(operation -> operation.approved().equals(approved) && Offers.kind(operation) == kind);
                String digest = Digests.of(kind, definition);
                State state = approved.map(it -> state(it, digest)).orElse(State.NOT_DESCRIBED);
                all.add(new Offered(
                        kind.capability(), name, state, digest, Wire.text(Digests.shown(kind, definition))));
            }
        }
        for (Api.Operation operation : left) {
            operation
                    .approved()
                    .ifPresent(approved -> all.add(new Offered(
                            Offers.kind(operation).capability(), approved.name(), State.NOT_OFFERED, "", "")));
        }
        return List.copyOf(all);
    }

    private static State state(Api.Approved approved, String digest) {
        return approved.digest()
                .map(known -> known.equals(digest) ? State.APPROVED : State.CHANGED)
                .orElse(State.NOT_APPROVED);
    }

    private static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (Exception e) { // see above
            System.getLogger(Offered.class.getName())
                    .log(System.Logger.Level.DEBUG, "the client for MCP did not stop", e);
        }
    }
}
