package io.levee.adapters.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network cable to a database that a test can cut and plug in again, or make lose answers.
final class Cable implements AutoCloseable {
    private final URI database;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean losingAnswers;

    Cable(String url) {
        this.database = URI.create(url);
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// The address of the database at the far end of this cable.
    String url() {
        return "%s://%s@127.0.0.1:%d%s"
                .formatted(database.getScheme(), database.getUserInfo(), listener.getLocalPort(), database.getPath());
    }

    /// Ends every connection, and every new one at once.
    void cut() {
        cut = true;
        unplug();
    }

    /// From now on what is asked arrives, and what is answered does not: the connection ends instead.
    void loseAnswers() {
        losingAnswers = true;
    }

    void plugIn() {
        losingAnswers = false;
        cut = false;
    }

    @Override
    public void close() {
        cut();
        close(listener);
    }

    private void unplug() {
        sockets.forEach(Cable::close);
        sockets.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(database.getHost(), database.getPort());
                sockets.add(near);
                sockets.add(far);
                Thread.ofVirtual().start(() -> carry(near, far, false));
                Thread.ofVirtual().start(() -> carry(far, near, true));
            } catch (IOException e) {
                // the next one, or the end
            }
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answers && losingAnswers) {
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // cut
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it was
        }
    }
}
