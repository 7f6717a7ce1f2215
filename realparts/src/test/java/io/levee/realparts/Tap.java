package io.levee.realparts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// The wire between Levee and a real system: carries every byte unchanged, remembers what went to the system, and can
/// hold a direction still for a while, as a slow network would.
final class Tap implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("(?m)^([A-Z]+ [^ \r\n]+) HTTP/1\\.1\r\n");
    private static final int CHUNK = 64 << 10;

    /// While it is held, what travels waits at it.
    static final class Gate {
        private final CompletableFuture<Void> arrived = new CompletableFuture<>();
        private final CountDownLatch open = new CountDownLatch(1);

        /// Until something waits, or `call` is over because nothing of it ever came here.
        boolean holds(CompletableFuture<?> call) {
            CompletableFuture.anyOf(arrived, call).join();
            return arrived.isDone();
        }

        void open() {
            open.countDown();
        }

        private void pass() throws InterruptedException {
            arrived.complete(null);
            open.await();
        }
    }

    private final ServerSocket door;
    private final URI system;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Gate> forward = new AtomicReference<>(opened());
    private final AtomicReference<Gate> back = new AtomicReference<>(opened());

    private Tap(ServerSocket door, URI system) {
        this.door = door;
        this.system = system;
    }

    static Tap before(URI system) throws IOException {
        Tap tap = new Tap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), system);
        Thread.ofVirtual().name("tap").start(tap::accept);
        return tap;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /// The requests that reached it, as `METHOD target`, oldest first.
    List<String> requests() {
        return REQUEST.matcher(text()).results().map(found -> found.group(1)).toList();
    }

    /// Everything that was sent to the system.
    String text() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    Gate holdRequests() {
        Gate gate = new Gate();
        forward.set(gate);
        return gate;
    }

    Gate holdAnswers() {
        Gate gate = new Gate();
        back.set(gate);
        return gate;
    }

    @Override
    public void close() throws IOException {
        forward.get().open();
        back.get().open();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = door.accept();
                Socket called = new Socket(system.getHost(), system.getPort());
                sockets.add(caller);
                sockets.add(called);
                Thread.ofVirtual().name("tap-forward").start(() -> carry(caller, called, true));
                Thread.ofVirtual().name("tap-back").start(() -> carry(called, caller, false));
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException("the tap broke", e);
            }
        }
    }

    private void carry(Socket from, Socket to, boolean isRequest) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (isRequest) {
                    sent.write(chunk, 0, read);
                }
                (isRequest ? forward : back).get().pass();
                out.write(chunk, 0, read);
            }
        } catch (IOException _) {
            // either end went away, which ends both
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Gate opened() {
        Gate gate = new Gate();
        gate.open();
        return gate;
    }
}
