package io.levee.adapters.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// An upstream without an HTTP library: records the head of each request as it arrived and answers by
/// script.
final class RawUpstream implements AutoCloseable {
    /// Answers one request; throwing or returning ends the connection, except after [#ok].
    interface Script {
        void answer(Arrived request, InputStream in, OutputStream out) throws IOException;
    }

    /// @param head request line and headers as they arrived, ISO 8859-1
    /// @param body likewise, where its length was announced and it is short
    record Arrived(String head, long bodyBytes, String body, Socket socket) {
        String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        String target() {
            return line().split(" ", 3)[1];
        }
    }

    private static final int KEPT_MAX = 128 * 1024;

    final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    final AtomicLong bodyBytesRead = new AtomicLong();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;

    RawUpstream() throws IOException {
        server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        var _ = Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// What answers requests whose target starts like this; everything else gets [#ok].
    RawUpstream when(String start, Script script) {
        scripts.put(start, script);
        return this;
    }

    static void ok(OutputStream out, String body) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static void chunk(OutputStream out, String text) throws IOException {
        write(out, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    List<String> targets() {
        return arrived.stream().map(Arrived::target).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                var _ = Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                long body = readBody(head, in, kept);
                Arrived request = new Arrived(head, body, kept.toString(StandardCharsets.ISO_8859_1), socket);
                arrived.add(request);
                Script script = scripts.entrySet().stream()
                        .filter(entry -> request.target().startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse((_, _, out) -> ok(out, "ok"));
                script.answer(request, in, socket.getOutputStream());
            }
        } catch (SocketException e) {
            // The gateway ended the connection, which many tests want.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private long readBody(String head, InputStream in, ByteArrayOutputStream kept) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            long size = Long.parseLong(lower.substring(length + 18, lower.indexOf("\r\n", length + 2))
                    .trim());
            if (size <= KEPT_MAX) {
                kept.writeBytes(in.readNBytes((int) size));
                bodyBytesRead.addAndGet(size);
                return size;
            }
            return drain(in, size);
        }
        if (!lower.contains("\r\ntransfer-encoding: chunked")) {
            return 0;
        }
        long total = 0;
        while (true) {
            long size = Long.parseLong(line(in), 16);
            total += drain(in, size);
            line(in);
            if (size == 0) {
                return total;
            }
        }
    }

    private long drain(InputStream in, long size) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (long left = size; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new SocketException("the body ended early");
            }
            left -= read;
            bodyBytesRead.addAndGet(read);
        }
        return size;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new SocketException("the body ended early");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
