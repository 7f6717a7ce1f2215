package io.levee.realparts.failing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// TLS connections within this program, to servers whose certificates are not in order.
final class Certificates {
    private static final char[] WORD = "changeit".toCharArray();

    private Certificates() {}

    /// To a server that is trusted, with a certificate that is valid for so many days from then on.
    static void connect(Path folder, String from, int days) throws Exception {
        Path store = issue(folder, from, days);
        connect(server(store), trusting(store));
    }

    static void connectToAStranger(Path folder) throws Exception {
        connect(server(issue(folder, "-1d", 30)), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    static void connectToPlainText() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    System.err.println("server: " + e.getMessage());
                }
            });
            connect(server.getLocalPort(), (SSLSocketFactory) SSLSocketFactory.getDefault());
        }
    }

    private static void connect(int port, SSLSocketFactory sockets) throws IOException {
        try (SSLSocket socket = (SSLSocket) sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
        }
    }

    private static int server(Path store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(read(store), WORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.startHandshake();
            } catch (IOException _) {
                // the client says what it does not like
            }
        });
        return server.getLocalPort();
    }

    private static SSLSocketFactory trusting(Path store) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", read(store).getCertificate("ca"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, WORD);
        }
        return keys;
    }

    /// A server that our own authority has signed; an authority that is trusted is not asked for its date.
    private static Path issue(Path folder, String from, int days) throws IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        keytool(store, "-alias", "ca", "-dname", "CN=the authority", "-ext", "bc:c", "-startdate", "-20d");
        keytool(
                store,
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-signer",
                "ca",
                "-startdate",
                from,
                "-validity",
                String.valueOf(days));
        return store;
    }

    private static void keytool(Path store, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(WORD)));
        command.addAll(List.of(options));
        int result = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("keytool ended with " + result);
        }
    }
}
