package io.levee.app;

import io.levee.adapters.envoy.CheckTls;
import io.levee.app.replica.CheckWiring;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `levee up` for the listener at which other proxies ask; see
/// docs/guide/other-proxies.md.
final class CheckOptions {
    @Option(
            names = "--check-port",
            paramLabel = "PORT",
            description = "decide for other proxies here (gRPC, ext_authz); off unless given, 0 takes a free one")
    private @Nullable Integer port;

    @Option(
            names = "--check-http-port",
            paramLabel = "PORT",
            description = "the same over HTTP at /v1/check, for nginx's auth_request; loopback only")
    private @Nullable Integer plainPort;

    @Option(
            names = "--check-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "(default: ${DEFAULT-VALUE}; anything but loopback needs --check-cert)")
    @SuppressWarnings("NullAway.Init")
    private InetAddress host;

    @Option(
            names = "--check-secret",
            paramLabel = "FILE",
            description = "what those proxies prove themselves with, 32 characters or more; only you may read it")
    private @Nullable Path secret;

    @Option(names = "--check-cert", paramLabel = "FILE", description = "certificate chain of that listener, PEM")
    private @Nullable Path certificate;

    @Option(names = "--check-key", paramLabel = "FILE", description = "its private key, PEM")
    private @Nullable Path key;

    @Option(
            names = "--check-client-ca",
            paramLabel = "FILE",
            description = "who signed the certificates that proxies must show, besides the secret")
    private @Nullable Path clients;

    /// Empty where nobody asked for the listener.
    Optional<CheckWiring.Settings> settings() {
        if (port == null && plainPort == null) {
            return Optional.empty();
        }
        if (secret == null) {
            throw invalid("checks need `--check-secret FILE`: make one with `openssl rand -hex 32`");
        }
        return Optional.of(new CheckWiring.Settings(
                at(host, port), at(InetAddress.getLoopbackAddress(), plainPort), secret, tls()));
    }

    private static Optional<InetSocketAddress> at(InetAddress host, @Nullable Integer port) {
        if (port == null) {
            return Optional.empty();
        }
        if (port < 0 || port > 65_535) {
            throw invalid("`%d` is no port".formatted(port));
        }
        return Optional.of(new InetSocketAddress(host, port));
    }

    private Optional<CheckTls> tls() {
        if (certificate != null && key != null) {
            return Optional.of(new CheckTls(certificate, key, Optional.ofNullable(clients)));
        }
        if (certificate != null || key != null || clients != null) {
            throw invalid("`--check-cert` and `--check-key` go together, and `--check-client-ca` needs both");
        }
        return Optional.empty();
    }

    private static LeveeException invalid(String message) {
        return new LeveeException(ErrorCode.CONFIGURATION_INVALID, message);
    }
}
