package io.levee.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// The upstream of the gateway's benchmarks, in a process of its own so that its processor time is not
/// Levee's: answers every request without a body with one KiB of JSON, and `…/rows` with events for ever: two hundred a
/// second, or where many listen, a thousand to all of them.
public final class BenchUpstream implements AutoCloseable {
    static final int BODY_BYTES = 1_024;
    private static final byte[] ANSWER = answer();
    private static final byte[] STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "e\r\ndata: event 1\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final OwnProcess process;

    private BenchUpstream(OwnProcess process) {
        this.process = process;
    }

    /// Starts the process and waits until it listens.
    public static BenchUpstream start() throws IOException {
        return new BenchUpstream(OwnProcess.start(BenchUpstream.class, "64m"));
    }

    public int port() {
        return process.port();
    }

    @Override
    public void close() {
        process.close();
    }

    /// Prints the port and serves until it is killed.
    public static void main(String[] args) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
            ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
            long sent = System.nanoTime();
            while (true) {
                selector.select(5);
                long now = System.nanoTime();
                if (now - sent >= selector.keys().size() * 1_000_000L) {
                    selector.keys().forEach(BenchUpstream::sendEvent);
                    sent = now;
                }
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                    serve(keys.next(), server, selector, in);
                }
            }
        }
    }

    private static void serve(SelectionKey key, ServerSocketChannel server, Selector selector, ByteBuffer in)
            throws IOException {
        if (!key.isValid()) {
            return; // its client left while it was sent an event
        }
        if (key.isAcceptable()) {
            SocketChannel accepted = server.accept();
            if (accepted != null) {
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.register(selector, SelectionKey.OP_READ);
            }
            return;
        }
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            in.clear();
            if (channel.read(in) < 0) {
                channel.close();
                return;
            }
            String request = StandardCharsets.ISO_8859_1.decode(in.flip()).toString();
            boolean stream = request.contains("/rows ");
            channel.write(ByteBuffer.wrap(stream ? STREAM : ANSWER));
            if (stream) {
                key.attach(EVENT);
            }
        } catch (IOException e) {
            channel.close();
        }
    }

    private static void sendEvent(SelectionKey key) {
        if (key.attachment() == null || !(key.channel() instanceof SocketChannel channel)) {
            return;
        }
        try {
            channel.write(ByteBuffer.wrap(EVENT));
        } catch (IOException e) {
            close(channel); // which cancels its key
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // its client left before
        }
    }

    private static byte[] answer() {
        String body = "{\"tables\":[\"" + "x".repeat(BODY_BYTES - 15) + "\"]}"; // as acme describes listTables
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
