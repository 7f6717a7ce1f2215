package io.levee.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Sends the same request over keep-alive connections from one thread. Two ways: as fast as the server answers
/// (closed loop), or at a constant rate whatever the server does (open loop), where a latency counts from the
/// moment a request *should* have started: a server that stalls pays for every request that had to wait.
public final class LoadDriver {
    private static final long PAUSE_NANOS = 20_000;

    private final InetSocketAddress to;
    private final byte[] request;
    private final int connections;

    private LoadDriver(URI target, byte[] request, int connections) {
        this.to = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort());
        this.request = request;
        this.connections = connections;
    }

    /// A GET without a body.
    ///
    /// @param token sent as bearer token where there is one
    public static LoadDriver getting(URI target, Optional<String> token, int connections) {
        return new LoadDriver(target, request("GET", target, token, Map.of("Accept", "*/*"), ""), connections);
    }

    /// A POST of so much text.
    public static LoadDriver posting(
            URI target, Optional<String> token, Map<String, String> headers, String body, int connections) {
        return new LoadDriver(target, request("POST", target, token, headers, body), connections);
    }

    private static byte[] request(
            String method, URI target, Optional<String> token, Map<String, String> headers, String body) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder head = new StringBuilder("%s %s%s HTTP/1.1\r\nHost: %s\r\n"
                .formatted(method, target.getRawPath(), query, target.getAuthority()));
        token.ifPresent(
                value -> head.append("Authorization: Bearer ").append(value).append("\r\n"));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!body.isEmpty()) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    public LoadResult closedLoop(Duration time) throws IOException {
        return new Run(time, Optional.empty()).measure();
    }

    public LoadResult openLoop(Duration time, int perSecond) throws IOException {
        return new Run(time, Optional.of(1_000_000_000L / perSecond)).measure();
    }

    private final class Run {
        private final Histogram latencies = new Histogram(3);
        private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
        private final Optional<Long> everyNanos;
        private final long start;
        private final long end;
        private long next;
        private long failed;
        private int busy;

        Run(Duration time, Optional<Long> everyNanos) {
            this.everyNanos = everyNanos;
            this.start = System.nanoTime();
            this.end = start + time.toNanos();
            this.next = start;
        }

        LoadResult measure() throws IOException {
            List<LoadConnection> all = new ArrayList<>();
            try (Selector selector = Selector.open()) {
                for (int i = 0; i < connections; i++) {
                    LoadConnection connection = new LoadConnection(to, request);
                    connection.channel.register(selector, SelectionKey.OP_READ, connection);
                    all.add(connection);
                    idle.add(connection);
                }
                next = System.nanoTime();
                while (busy > 0 || System.nanoTime() < end) {
                    startDue();
                    if (everyNanos.isEmpty()) {
                        selector.select(100);
                    } else if (selector.selectNow() == 0) {
                        LockSupport.parkNanos(PAUSE_NANOS); // a select with a limit would wake milliseconds late
                    }
                    finishAnswered(selector);
                }
            } finally {
                for (LoadConnection connection : all) {
                    connection.channel.close();
                }
            }
            return new LoadResult(latencies, failed, (System.nanoTime() - start) / 1e9);
        }

        private void startDue() throws IOException {
            long now = System.nanoTime();
            while (!idle.isEmpty() && now < end && (everyNanos.isEmpty() || next <= now)) {
                busy++;
                idle.poll().send(everyNanos.isEmpty() ? System.nanoTime() : next);
                next += everyNanos.orElse(0L);
            }
        }

        private void finishAnswered(Selector selector) throws IOException {
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                LoadConnection connection = (LoadConnection) keys.next().attachment();
                if (connection.read()) {
                    latencies.recordValue(System.nanoTime() - connection.intendedNanos);
                    failed += connection.wasOk() ? 0 : 1;
                    busy--;
                    idle.add(connection);
                }
            }
        }
    }
}
