package io.levee.app.replica;

import java.net.Inet6Address;
import java.net.InetAddress;

/// An address as a URL writes it.
final class HostPort {
    private HostPort() {}

    static String url(InetAddress host, int port) {
        String text = host.getHostAddress();
        return "http://" + (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
    }
}
