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
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import tools.jackson.databind.node.ObjectNode;

/// One thing that a server offers or should, and how it stands to what was approved. For people who look before they
/// approve.
///
/// @param kind   `tools`, `prompts` or `resources`: where it stands in the organisation's file
/// @param name   as the server knows it
/// @param digest of what the server says now; empty where it offers nothing of the name
/// @param shown  what clients and their models would see, as JSON; empty like `digest`
/// @param local  under which the organisation knows it or would; empty for a resource that it does not describe
/// @param approved what was approved, as JSON; empty where that is not known
public record Offered(
        String kind, String name, State state, String digest, String shown, String local, String approved) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

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

    /// Whether the organisation can call it by its name: a server chose that.
    public boolean isNamable() {
        return NAME.matcher(local).matches();
    }

    /// As whoever approves it calls it: `search`, `prompts/summary`.
    public String asked() {
        return kind.equals(Kind.TOOL.capability()) ? local : kind + "/" + local;
    }

    /// What is not as it was approved; everything that it says, where nothing was or nobody knows what.
    public Difference difference() {
        return Difference.between(object(approved), object(shown));
    }

    private static ObjectNode object(String json) {
        return !json.isEmpty() && Wire.read(json) instanceof ObjectNode object ? object : Wire.object();
    }

    /// Asks the server. Throws `UPSTREAM_UNAVAILABLE` where it does not answer as MCP.
    public static List<Offered> by(Api api, URI at, ApprovedDefinitions definitions) {
        HttpClient client = Clients.of(ProxyLimits.DEFAULT);
        try {
            client.start();
            return compared(
                    api,
                    definitions,
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

    static List<Offered> compared(Api api, ApprovedDefinitions definitions, Map<Kind, List<ObjectNode>> offered) {
        List<Offered> all = new ArrayList<>();
        List<Api.Operation> left = new ArrayList<>(api.operations());
        for (Kind kind : Kind.values()) {
            for (ObjectNode definition : offered.getOrDefault(kind, List.of())) {
                String name = Offers.name(definition);
                Optional<Api.Operation> described = left.stream()
                        .filter(operation -> Offers.kind(operation) == kind)
                        .filter(operation -> operation
                                .approved()
                                .filter(it -> it.name().equals(name))
                                .isPresent())
                        .findFirst();
                described.ifPresent(left::remove);
                String digest = Digests.of(kind, definition);
                all.add(new Offered(
                        kind.capability(),
                        name,
                        described
                                .flatMap(Api.Operation::approved)
                                .map(it -> state(it, digest))
                                .orElse(State.NOT_DESCRIBED),
                        digest,
                        Wire.text(Digests.shown(kind, definition)),
                        described.map(Offered::local).orElse(kind == Kind.RESOURCE ? "" : name),
                        described.flatMap(it -> approved(api, definitions, it)).orElse("")));
            }
        }
        for (Api.Operation operation : left) {
            operation
                    .approved()
                    .ifPresent(approved -> all.add(new Offered(
                            Offers.kind(operation).capability(),
                            approved.name(),
                            State.NOT_OFFERED,
                            "",
                            "",
                            local(operation),
                            approved(api, definitions, operation).orElse(""))));
        }
        return List.copyOf(all);
    }

    private static Optional<String> approved(Api api, ApprovedDefinitions definitions, Api.Operation operation) {
        return definitions.of(api, operation).map(Wire::text);
    }

    private static String local(Api.Operation operation) {
        return operation.path().substring(operation.path().lastIndexOf('/') + 1);
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
