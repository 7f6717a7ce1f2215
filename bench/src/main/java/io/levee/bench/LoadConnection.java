package io.levee.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One keep-alive connection of the load driver: one request at a time, always the same, answered with a
/// `Content-Length`.
final class LoadConnection {
    /// A list of a thousand tools is a third of it.
    private static final int ANSWER_MAX = 1024 * 1024;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_MAX);
    private long expected = -1;
    private boolean ok;
    long intendedNanos;
    SocketChannel channel;

    LoadConnection(InetSocketAddress to, byte[] request) throws IOException {
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
        this.channel = open(to);
    }

    private static SocketChannel open(InetSocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open(to);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    /// A request fits any socket buffer, so one write is all of it.
    void send(long intended) throws IOException {
        intendedNanos = intended;
        expected = -1;
        answer.clear();
        channel.write(request.rewind());
        if (request.hasRemaining()) {
            throw new IOException("the socket took only a part of a request");
        }
    }

    /// Reads what is there; true where the answer is complete.
    boolean read() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("the server ended the connection");
        }
        if (expected < 0) {
            readHead();
        }
        return expected >= 0 && answer.position() >= expected;
    }

    /// Whether the complete answer was a 200.
    boolean wasOk() {
        return ok;
    }

    private void readHead() throws IOException {
        int end = headEnd();
        if (end < 0) {
            return;
        }
        byte[] bytes = new byte[end];
        answer.duplicate().flip().get(bytes);
        String head = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int length = head.indexOf("\r\ncontent-length:");
        if (length < 0) {
            throw new IOException("an answer without a length cannot be measured: " + head);
        }
        int lineEnd = head.indexOf("\r\n", length + 2);
        expected = end + Long.parseLong(head.substring(length + 17, lineEnd).trim());
        ok = head.startsWith("http/1.1 200");
        if (expected > answer.capacity()) {
            throw new IOException("an answer of %d bytes is too large to be measured".formatted(expected));
        }
    }

    private int headEnd() {
        for (int i = 0, matched = 0; i < answer.position(); i++) {
            byte next = answer.get(i);
            matched = next == HEAD_END[matched] ? matched + 1 : next == '\r' ? 1 : 0;
            if (matched == HEAD_END.length) {
                return i + 1;
            }
        }
        return -1;
    }
}
