package io.levee.adapters.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A client without an HTTP library: sends exactly these bytes, and shows exactly what came back.
final class RawClient implements AutoCloseable {
    final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    boolean wasReset;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    /// Sends these bytes and returns all that comes back until the gateway ends the connection.
    static String exchange(int port, String bytes) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(bytes);
            return client.readToEnd();
        }
    }

    RawClient send(String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            wasReset = true; // the gateway may refuse before it read everything
        }
        return this;
    }

    String readToEnd() throws IOException {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            wasReset = true;
        }
        return text();
    }

    /// Reads until the text was seen; fails where the connection ends before.
    String readUntil(String expected) throws IOException {
        InputStream in = socket.getInputStream();
        while (!text().contains(expected)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended before `%s`: %s".formatted(expected, text()));
            }
            received.write(next);
        }
        return text();
    }

    String text() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
