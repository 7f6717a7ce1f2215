package io.levee.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What many event streams at once take of memory: as many as asked for are opened, and once an event of each has
/// come through they flow for a while, and the server's resident memory is read. Beside nginx in the same run.
public final class StreamsBench {
    public static final int STREAMS = 2_000;
    private static final Duration OPENING_MAX = Duration.ofSeconds(60);

    private StreamsBench() {}

    /// @param tokens one for each caller; streams are opened in turn for each of them
    public static BenchReport run(Optional<URI> nginx, URI levee, List<String> tokens, BenchOptions options)
            throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, Double> figures = new LinkedHashMap<>();
        if (nginx.isPresent()) {
            rows.add(measured("nginx", nginx.get(), List.of(), options).row());
        }
        Measured ours = measured("levee", levee, tokens, options);
        rows.add(ours.row());
        figures.put("leveeMebibytes", ours.after() / 1048576.0);
        figures.put("leveeKibibytesPerStream", (ours.after() - ours.before()) / 1024.0 / Math.max(1, ours.flowing()));
        return BenchReport.here("streams", options, rows, figures);
    }

    private record Measured(String name, long before, long after, int flowing, long events) {
        Map<String, Object> row() {
            return BenchReport.row(
                    name,
                    "streams",
                    flowing,
                    "residentBeforeMebibytes",
                    before >> 20,
                    "residentMebibytes",
                    after >> 20,
                    "readsOfEvents",
                    events);
        }
    }

    private static Measured measured(String name, URI target, List<String> tokens, BenchOptions options)
            throws IOException {
        ServerProcess server = ServerProcess.of(target.getPort());
        long before = server.residentBytes();
        try (Selector selector = Selector.open()) {
            List<Listener> all = new ArrayList<>();
            try {
                for (int i = 0; i < STREAMS; i++) {
                    Optional<String> token =
                            tokens.isEmpty() ? Optional.empty() : Optional.of(tokens.get(i % tokens.size()));
                    all.add(Listener.open(target, token, selector));
                    listen(selector, 1);
                }
                long until = System.nanoTime() + OPENING_MAX.toNanos();
                while (flowing(all) < STREAMS && System.nanoTime() < until) {
                    listen(selector, 100);
                }
                long events = all.stream().mapToLong(one -> one.reads).sum();
                long end = System.nanoTime() + options.duration().toNanos();
                while (System.nanoTime() < end) {
                    listen(selector, 100);
                }
                long more = all.stream().mapToLong(one -> one.reads).sum() - events;
                return new Measured(name, before, server.residentBytes(), flowing(all), more);
            } finally {
                for (Listener one : all) {
                    one.channel.close();
                }
            }
        }
    }

    private static int flowing(List<Listener> all) {
        return (int)
                all.stream().filter(one -> one.flows && one.channel.isOpen()).count();
    }

    private static void listen(Selector selector, long millis) throws IOException {
        selector.select(millis);
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
            ((Listener) keys.next().attachment()).read();
        }
    }

    /// One client of one stream.
    private static final class Listener {
        private final SocketChannel channel;
        private final ByteBuffer read = ByteBuffer.allocate(8 * 1024);
        private boolean flows;
        private long reads;

        private Listener(SocketChannel channel) {
            this.channel = channel;
        }

        static Listener open(URI target, Optional<String> token, Selector selector) throws IOException {
            SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort()));
            Listener listener = new Listener(channel);
            String credential = token.map(value -> "Authorization: Bearer %s\r\n".formatted(value))
                    .orElse("");
            channel.write(StandardCharsets.ISO_8859_1.encode("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                    .formatted(target.getRawPath(), target.getAuthority(), credential)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, listener);
            return listener;
        }

        void read() throws IOException {
            read.clear();
            if (!isRead()) {
                channel.close();
                return;
            }
            reads++;
            flows = flows
                    || StandardCharsets.ISO_8859_1
                            .decode(read.flip())
                            .toString()
                            .contains("data:");
        }

        private boolean isRead() {
            try {
                return channel.read(read) >= 0;
            } catch (IOException e) {
                return false; // reset: it counts as a stream that does not flow
            }
        }
    }
}
