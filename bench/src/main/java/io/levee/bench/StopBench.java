package io.levee.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// How long a stop takes, from the moment somebody asks for it to the last byte that the agent gets: a stream
/// is open and flowing through the gateway, then its run is stopped. The order's way through the API and into
/// the ledger is part of it.
public final class StopBench {
    public static final int STOPS = 200;
    private static final int TIMEOUT_MILLIS = 20_000;

    private StopBench() {}

    /// One run of an agent.
    ///
    /// @param token good for the gateway
    /// @param stop  orders that this run ends
    public record Agent(String token, Runnable stop) {}

    /// @param name   of the case
    /// @param stream answers a GET with events that never end, through the gateway
    /// @param agents a new run each time, that no earlier stop covers
    public static List<Map<String, Object>> measured(String name, URI stream, Supplier<Agent> agents, int stops)
            throws IOException {
        Histogram lastByte = new Histogram(3);
        Histogram ended = new Histogram(3);
        long clean = 0;
        for (int i = 0; i < stops; i++) {
            Ended end = stopOne(stream, agents.get());
            lastByte.recordValue(Math.max(0, end.lastByteNanos()));
            ended.recordValue(Math.max(0, end.endNanos()));
            clean += end.cleanly() ? 1 : 0;
        }
        return List.of(row(name + "last byte", lastByte, clean), row(name + "end", ended, clean));
    }

    private static Map<String, Object> row(String name, Histogram nanos, long clean) {
        return BenchReport.row(
                name,
                "stops",
                nanos.getTotalCount(),
                "p50Millis",
                millis(nanos.getValueAtPercentile(50)),
                "p99Millis",
                millis(nanos.getValueAtPercentile(99)),
                "maxMillis",
                millis(nanos.getMaxValue()),
                "cleanEnds",
                clean);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /// @param cleanly the agent could take a part for the whole, which must never happen
    private record Ended(long lastByteNanos, long endNanos, boolean cleanly) {}

    private static Ended stopOne(URI stream, Agent agent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stream.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(stream.getRawPath(), stream.getAuthority(), agent.token());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[16 * 1024];
            awaitFlowing(in, buffer);
            long asked = System.nanoTime();
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(agent.stop());
            Ended ended = readToEnd(in, buffer, asked);
            stopping.join();
            return ended;
        }
    }

    private static void awaitFlowing(InputStream in, byte[] buffer) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("data:") < 0) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new IOException("the stream never flowed: " + seen);
            }
            seen.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
    }

    private static Ended readToEnd(InputStream in, byte[] buffer, long asked) {
        long last = asked;
        String tail = "";
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                last = System.nanoTime();
                tail = new String(buffer, Math.max(0, read - 7), Math.min(7, read), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            // A reset: what a stop does to a stream.
        }
        return new Ended(last - asked, System.nanoTime() - asked, tail.endsWith("0\r\n\r\n"));
    }
}
