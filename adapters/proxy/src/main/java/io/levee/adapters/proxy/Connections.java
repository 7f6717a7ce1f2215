package io.levee.adapters.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;

/// What the connections of clients need besides HTTP.
public final class Connections {
    private Connections() {}

    /// Ends an HTTP/1 connection with a reset: what waits in the kernel is dropped, and no reader takes the
    /// end for a clean one. An HTTP/2 connection carries other streams too; there, failing the callback resets
    /// the one stream.
    public static void reset(Request request) {
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            reset(request.getConnectionMetaData().getConnection().getEndPoint());
        }
    }

    /// HTTP/2 announces no length where there is a body; whether one follows shows in the first frame.
    static boolean mayHaveUnannouncedBody(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                && request.getLength() < 0
                && !request.getMethod().equals("GET")
                && !request.getMethod().equals("HEAD");
    }

    static void reset(EndPoint endPoint) {
        if (endPoint instanceof SocketChannelEndPoint socket) {
            try {
                socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // Closed already: there is nothing left to drop.
            }
        }
        endPoint.close(Failure.CUT.cause());
    }
}
