package io.levee.adapters.proxy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Ends connections whose request headers trickle: an idle limit alone would let one byte at a time hold them. Not
/// thread-safe.
///
/// A parser is looked at while its own thread works with it, so one look may see the beginning of one request and the
/// state of the next. Only a request that looks late twice in a row, with the same beginning, is late.
final class SlowHeaders {
    private final Connector connector;
    private final Duration max;
    private Map<EndPoint, Long> late = Map.of();

    /// @param max from the first byte of a request to the end of its headers
    SlowHeaders(Connector connector, Duration max) {
        this.connector = connector;
        this.max = max;
    }

    /// One look; called again and again.
    void end() {
        Map<EndPoint, Long> now = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection connection) {
                var parser = connection.getParser();
                long begun = parser.getBeginNanoTime(); // 0 between requests
                if (begun == 0 || !parser.inHeaderState() || parser.isStart()) {
                    continue;
                }
                if (System.nanoTime() - begun > max.toNanos()) {
                    now.put(endPoint, begun);
                }
            }
        }
        for (Map.Entry<EndPoint, Long> again : now.entrySet()) {
            if (again.getValue().equals(late.get(again.getKey()))) {
                Connections.reset(again.getKey());
            }
        }
        late = now;
    }
}
