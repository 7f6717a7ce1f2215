package io.levee.adapters.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The listener with certificates of its own and of its proxies.
final class CheckTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Asking asking = new Asking();
    private Optional<CheckServer> server = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        pair("ours");
        pair("strangers");
        server = Optional.of(CheckServer.start(
                asking.calls,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ProxySecret.of(Asking.SECRET),
                Optional.of(new CheckTls(file("ours.crt"), file("ours.key"), Optional.of(file("ours.crt")))),
                CheckLimits.DEFAULT));
    }

    @AfterEach
    void stop() {
        server.ifPresent(CheckServer::close);
        asking.close();
    }

    @Test
    void aProxyNeedsACertificateBesidesTheSecret() throws Exception {
        assertThat(asked("ours").hasOkResponse()).isTrue();
        assertThatThrownBy(() -> asked("strangers")).isInstanceOf(StatusRuntimeException.class);
        assertThatThrownBy(() -> asked("")).isInstanceOf(StatusRuntimeException.class);
        assertThat(asking.decided()).hasSize(1);
    }

    private CheckResponse asked(String who) throws Exception {
        TlsChannelCredentials.Builder credentials =
                TlsChannelCredentials.newBuilder().trustManager(file("ours.crt").toFile());
        if (!who.isEmpty()) {
            credentials.keyManager(
                    file(who + ".crt").toFile(), file(who + ".key").toFile());
        }
        ChannelCredentials shown = credentials.build();
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.orElseThrow().port(), shown)
                .build();
        try {
            Metadata metadata = new Metadata();
            metadata.put(KnownProxies.SECRET, Asking.SECRET);
            return AuthorizationGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(60, TimeUnit.SECONDS)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .check(Asking.request("GET", "/warehouse/rows/7", "Bearer ana"));
        } finally {
            channel.shutdownNow();
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void pair(String name) throws Exception {
        Path store = file(name + ".p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        pem(name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
    }

    private void pem(String name, String kind, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file(name), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }
}
