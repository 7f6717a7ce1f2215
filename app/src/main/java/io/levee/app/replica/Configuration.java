package io.levee.app.replica;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one replica is told at its start; everything else is in the organisation folder.
///
/// @param dataFolder   keys, the embedded database, and what a replica leaves for the commands of this machine
/// @param organisation the folder of DESIGN §6
/// @param databaseUrl  a PostgreSQL that somebody else runs; empty for the embedded one
/// @param replica      names this replica among those on one database
/// @param host         of all listeners; loopback unless somebody chose otherwise
/// @param ports        0 takes a free one
/// @param upstreams    by API, instead of what its description says
/// @param checks       the listener for other proxies
public record Configuration(
        Path dataFolder,
        Path organisation,
        Optional<String> databaseUrl,
        String replica,
        InetAddress host,
        Ports ports,
        Map<String, URI> upstreams,
        Map<String, String> environment,
        Optional<CheckWiring.Settings> checks) {
    public record Ports(int gateway, int api, int console, int control) {
        public static final Ports FIXED = new Ports(7400, 7401, 7402, 7403);
        public static final Ports FREE = new Ports(0, 0, 0, 0);
    }

    /// What a replica reads of its environment; `levee up` passes these on.
    public static final List<String> VARIABLES = List.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_TRACES_SAMPLER_ARG",
            "LEVEE_APPROVAL_WEBHOOK_SECRET_FILE",
            "LEVEE_APPROVAL_WEBHOOK_URL",
            "LEVEE_FORGE_SECRETS",
            "LEVEE_MASTER_KEY_FILE",
            "LEVEE_PROVIDER_KEYS",
            "LEVEE_PUBLIC_URL",
            "LEVEE_REVIEW_SECONDS",
            "LEVEE_STOPPER_SECRETS");

    public Configuration {
        upstreams = Map.copyOf(upstreams);
        environment = Map.copyOf(environment);
    }

    /// Without other proxies.
    public Configuration(
            Path dataFolder,
            Path organisation,
            Optional<String> databaseUrl,
            String replica,
            InetAddress host,
            Ports ports,
            Map<String, URI> upstreams,
            Map<String, String> environment) {
        this(dataFolder, organisation, databaseUrl, replica, host, ports, upstreams, environment, Optional.empty());
    }
}
