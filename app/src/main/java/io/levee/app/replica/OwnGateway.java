package io.levee.app.replica;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Where this replica reaches its own gateway, which is built after those that ask it. Thread-safe.
///
/// INVARIANT: a token of Levee's own agents never leaves this machine, so a gateway that listens on one
/// address of a network alone is not asked.
final class OwnGateway {
    private static final System.Logger LOG = System.getLogger(OwnGateway.class.getName());

    private final AtomicReference<Optional<URI>> address = new AtomicReference<>(Optional.empty());

    void listens(InetAddress host, int port) {
        if (host.isAnyLocalAddress()) {
            address.set(Optional.of(URI.create(HostPort.url(InetAddress.getLoopbackAddress(), port))));
        } else if (host.isLoopbackAddress()) {
            address.set(Optional.of(URI.create(HostPort.url(host, port))));
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "no reviewer and no diagnostician asks its model: the gateway listens on {0} alone; start with `--host 0.0.0.0`",
                    host.getHostAddress());
        }
    }

    /// How a program of this machine reaches a port of this replica.
    static URI reached(InetAddress host, int port) {
        return URI.create(HostPort.url(host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, port));
    }

    /// Empty until it listens, and where it cannot be asked.
    Optional<URI> address() {
        return address.get();
    }
}
