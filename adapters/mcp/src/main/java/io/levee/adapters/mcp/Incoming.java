package io.levee.adapters.mcp;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// What is looked at before a message is read.
final class Incoming {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    /// Stands where nobody is known yet; may do nothing.
    static final Identity.Known NOBODY = new Identity.Known(
            Chain.of(ActorId.person("nobody")),
            new SessionId("none"),
            new TokenId("none"),
            Instant.EPOCH,
            Instant.EPOCH);

    private Incoming() {}

    /// Two credentials are none: which one counts would depend on who reads them.
    static String bearer(Request request) {
        List<String> sent = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        if (sent.size() != 1) {
            return sent.isEmpty() ? "" : "two credentials";
        }
        String value = sent.getFirst();
        return value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).trim()
                : value.isEmpty() ? "" : "no bearer";
    }

    /// A page of elsewhere that a browser shows must not reach a gateway on this machine or in this network: its
    /// `Origin` is not where it sends to, and a name that was bent to loopback is not loopback's.
    static void checkOrigin(Request request) {
        String host = host(String.valueOf(request.getHeaders().get(HttpHeader.HOST)));
        boolean local = request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
        if (local && !LOOPBACK.contains(host)) {
            throw McpRefusal.HOST_NOT_OURS.because("");
        }
        for (String origin : request.getHeaders().getValuesList("Origin")) {
            String from = originHost(origin);
            boolean ours = from.equals(host) || (local && LOOPBACK.contains(from));
            if (!ours) {
                throw McpRefusal.HOST_NOT_OURS.because("");
            }
        }
    }

    static void checkType(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String[] parts =
                type == null ? new String[] {""} : type.toLowerCase(Locale.ROOT).split(";");
        boolean json = parts[0].strip().equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!json || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            throw McpRefusal.CONTENT_TYPE.because("");
        }
    }

    /// The whole body, bounded in size and time.
    ///
    /// @param room for as much of it as has come
    static byte[] body(Request request, Duration max, Room room) throws IOException {
        if (request.getLength() > Wire.MESSAGE_BYTES_MAX) {
            throw McpRefusal.BODY_TOO_LARGE.because("");
        }
        long begun = System.nanoTime();
        try (InputStream in = Content.Source.asInputStream(request)) {
            java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
            byte[] piece = new byte[8 * 1024];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                room.take(read);
                body.write(piece, 0, read);
                if (body.size() > Wire.MESSAGE_BYTES_MAX) {
                    throw McpRefusal.BODY_TOO_LARGE.because("");
                }
                if (System.nanoTime() - begun > max.toNanos()) {
                    throw McpRefusal.BODY_TOO_SLOW.because("");
                }
            }
            return body.toByteArray();
        }
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    private static String originHost(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
