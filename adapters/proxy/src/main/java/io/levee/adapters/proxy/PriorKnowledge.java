package io.levee.adapters.proxy;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/// HTTP/2 in clear text for clients that begin with it. The upgrade from HTTP/1.1 is not offered: RFC 9113
/// withdrew it, and it is a known way to smuggle requests past proxies.
final class PriorKnowledge extends HTTP2CServerConnectionFactory {
    PriorKnowledge(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    @SuppressWarnings("NullAway") // Jetty asks for null where an upgrade is refused
    public @Nullable Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response) {
        // Jetty hands the preface of prior knowledge here too, as the request `PRI * HTTP/2.0`.
        return "PRI".equals(request.getMethod())
                ? super.upgradeConnection(connector, endPoint, request, response)
                : null;
    }
}
