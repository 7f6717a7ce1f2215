package io.levee.adapters.envoy;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.rooms.gateway.Calls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The port at which other proxies ask. What they say a client sent is believed, so only they may reach
/// it: they prove themselves by the secret, and without TLS it listens on loopback alone.
public final class CheckServer implements AutoCloseable {
    private static final Duration ENDING_MAX = Duration.ofSeconds(5);
    private static final int CALLS_PER_CONNECTION_MAX = 1_024;
    private static final int METADATA_BYTES_MAX = 8 * 1024;
    /// Never shut down: a decision that comes after the end must still be recorded as not carried.
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("check").start(task);

    private final Server server;
    private final Deadlines deadlines;

    private CheckServer(Server server, Deadlines deadlines) {
        this.server = server;
        this.deadlines = deadlines;
    }

    /// Listens before it returns; port 0 takes a free one. Throws `CONFIGURATION_INVALID` where that is
    /// not possible, or not safe.
    public static CheckServer start(
            Calls calls, InetSocketAddress listen, ProxySecret secret, Optional<CheckTls> tls, CheckLimits limits) {
        if (tls.isEmpty() && (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress())) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "checks on `%s` would travel in clear text: listen on loopback, or give `--check-cert` and `--check-key`"
                            .formatted(listen));
        }
        Deadlines deadlines = new Deadlines();
        try {
            Server server = NettyServerBuilder.forAddress(listen, credentials(tls))
                    .executor(THREADS)
                    .maxInboundMessageSize(limits.messageBytesMax())
                    .maxInboundMetadataSize(METADATA_BYTES_MAX)
                    .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION_MAX)
                    .permitKeepAliveTime(10, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .intercept(new KnownProxies(secret))
                    .addService(new EnvoyChecks(new Checks(calls, limits, deadlines, THREADS)))
                    .build()
                    .start();
            return new CheckServer(server, deadlines);
        } catch (IOException | IllegalArgumentException e) {
            deadlines.close();
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "checks cannot be answered on `%s`: %s; choose another port, or look at the certificate"
                            .formatted(listen, e.getMessage()),
                    e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().getFirst();
    }

    /// Checks that wait for their decision now.
    public int waiting() {
        return deadlines.waiting();
    }

    /// Refuses what waits, takes nothing new, and ends.
    @Override
    public void close() {
        server.shutdown();
        deadlines.close();
        try {
            if (!server.awaitTermination(ENDING_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ServerCredentials credentials(Optional<CheckTls> tls) throws IOException {
        if (tls.isEmpty()) {
            return InsecureServerCredentials.create();
        }
        TlsServerCredentials.Builder builder = TlsServerCredentials.newBuilder()
                .keyManager(tls.get().certificate().toFile(), tls.get().key().toFile());
        if (tls.get().clients().isPresent()) {
            builder.trustManager(tls.get().clients().get().toFile())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return builder.build();
    }
}
