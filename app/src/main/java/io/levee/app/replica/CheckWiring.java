package io.levee.app.replica;

import io.levee.adapters.envoy.CheckLimits;
import io.levee.adapters.envoy.CheckServer;
import io.levee.adapters.envoy.CheckTls;
import io.levee.adapters.envoy.PlainCheckServer;
import io.levee.adapters.envoy.ProxySecret;
import io.levee.rooms.gateway.Calls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// The listener for other proxies, which is off unless somebody asked for it.
public final class CheckWiring {
    private CheckWiring() {}

    /// @param grpc   where ext_authz is answered; empty for nowhere, 0 as its port takes a free one
    /// @param plain  likewise, `/v1/check`
    /// @param secret the file that the proxies' secret is in
    public record Settings(
            Optional<InetSocketAddress> grpc, Optional<InetSocketAddress> plain, Path secret, Optional<CheckTls> tls) {}

    /// Both listeners, as far as they are wanted.
    record Listening(Optional<CheckServer> grpc, Optional<PlainCheckServer> plain) implements AutoCloseable {
        @Override
        public void close() {
            grpc.ifPresent(CheckServer::close);
            plain.ifPresent(PlainCheckServer::close);
        }
    }

    static Listening listen(Settings settings, Calls calls) {
        ProxySecret secret = ProxySecret.read(settings.secret());
        Optional<CheckServer> grpc =
                settings.grpc().map(at -> CheckServer.start(calls, at, secret, settings.tls(), CheckLimits.DEFAULT));
        try {
            return new Listening(
                    grpc, settings.plain().map(at -> PlainCheckServer.start(calls, at, secret, CheckLimits.DEFAULT)));
        } catch (RuntimeException e) {
            grpc.ifPresent(CheckServer::close);
            throw e;
        }
    }
}
