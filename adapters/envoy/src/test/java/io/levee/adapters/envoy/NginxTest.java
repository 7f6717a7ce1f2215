package io.levee.adapters.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levee.facts.CallFact.Ending;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real nginx with the example's configuration in front of a real upstream, asking the real listener.
@Timeout(120)
@SuppressWarnings("StringConcatToTextBlock") // requests as they go over the wire
final class NginxTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("levee.root", "../..")).resolve("examples/proxies/nginx.conf");

    /// What the upstream got.
    record Arrived(String method, String target, Map<String, List<String>> headers) {}

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final Asking asking = new Asking();
    private final PlainCheckServer plain = PlainCheckServer.start(
            asking.calls,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ProxySecret.of(Asking.SECRET),
            CheckLimits.DEFAULT);
    private Optional<HttpServer> upstream = Optional.empty();
    private Optional<Process> nginx = Optional.empty();
    private int port;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> binary = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(binary.isPresent(), "nginx is not installed");
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::arrive);
        api.start();
        upstream = Optional.of(api);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(
                conf,
                "daemon off; master_process off; pid %s; error_log stderr; ".formatted(folder.resolve("nginx.pid"))
                        + Files.readString(EXAMPLE)
                                .replace("PROXY-SECRET", Asking.SECRET)
                                .replace(
                                        "127.0.0.1:8099",
                                        "127.0.0.1:" + api.getAddress().getPort())
                                .replace(
                                        "127.0.0.1:7404",
                                        "127.0.0.1:" + plain.address().getPort())
                                .replace("127.0.0.1:7500", "127.0.0.1:" + port)
                                .replace("http {", "http { access_log off;"));
        Process check = new ProcessBuilder(
                        binary.get().toString(), "-t", "-p", folder.toString(), "-c", conf.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        Process started = new ProcessBuilder(binary.get().toString(), "-p", folder.toString(), "-c", conf.toString())
                .inheritIO()
                .start();
        nginx = Optional.of(started);
        while (started.isAlive() && !listens()) {
            Thread.onSpinWait();
        }
        assertThat(started.isAlive()).isTrue();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (nginx.isPresent()) {
            nginx.get().destroy();
            nginx.get().waitFor();
        }
        upstream.ifPresent(api -> api.stop(0));
        plain.close();
        asking.close();
    }

    @Test
    void whatWasDecidedIsWhatArrivesAndCredentialsDoNot() throws IOException {
        String answer = send("GET /rows/7?since=2 HTTP/1.1\r\nAuthorization: Bearer ana\r\nCookie: root=1\r\n"
                + "X-Levee-Person: root\r\nX-HTTP-Method-Override: DELETE\r\n"
                + "X-Levee-Check-Target: /payroll\r\nX-Levee-Check-Method: POST\r\n");

        String decision = asking.decided().getFirst().decision().value();
        assertThat(answer).startsWith("HTTP/1.1 200").contains("X-Levee-Decision: " + decision);
        Arrived got = arrived.getFirst();
        assertThat(got.target()).isEqualTo("/rows/7?since=2");
        assertThat(got.headers())
                .containsEntry("X-levee-decision", List.of(decision))
                .containsEntry("X-levee-person", List.of("ana"))
                .containsEntry("X-levee-agent", List.of("report-writer"))
                .doesNotContainKeys("Authorization", "Cookie", "X-http-method-override");
        assertThat(asking.decided().getFirst().target().path()).isEqualTo("/warehouse/rows/7");
        assertThat(asking.endings(1)).containsExactly(Ending.CARRIED_ELSEWHERE);
    }

    @Test
    void aNoNeverArrives() throws IOException {
        asking.order("stop-1");
        assertThat(send("GET /rows/7 HTTP/1.1\r\nAuthorization: Bearer ana\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(send("GET /rows/7 HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer realm=\"levee\"");
        assertThat(arrived).isEmpty();
    }

    @Test
    void aPathWithTwoReadingsNeverArrives() throws IOException {
        for (String path : List.of(
                "/rows/../payroll",
                "/files/a%2Fb",
                "//rows/7",
                "/files/%61",
                "/files/a%00",
                "/rows/7;x=1",
                "/%2e/rows/7")) {
            assertThat(send("GET %s HTTP/1.1\r\nAuthorization: Bearer ana\r\n".formatted(path)))
                    .as(path)
                    .containsPattern("^HTTP/1.1 (400|403)");
        }
        assertThat(arrived).isEmpty();
    }

    @Test
    void withoutLeveeNothingArrives() throws IOException {
        plain.close();
        assertThat(send("GET /rows/7 HTTP/1.1\r\nAuthorization: Bearer ana\r\n"))
                .startsWith("HTTP/1.1 500");
        assertThat(arrived).isEmpty();
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotHeard() throws IOException {
        for (String secret : List.of("", "X-Levee-Proxy-Secret: wrong\r\n")) {
            String answer = exchange(
                    plain.address().getPort(),
                    "GET /v1/check HTTP/1.1\r\nX-Levee-Check-Method: GET\r\nX-Levee-Check-Target: /warehouse/rows/7\r\n"
                            + "Authorization: Bearer ana\r\n" + secret);
            assertThat(answer).startsWith("HTTP/1.1 403").contains("proxy-unknown");
        }
        assertThat(asking.decided()).isEmpty();
    }

    private String send(String head) throws IOException {
        return exchange(port, head);
    }

    private static String exchange(int port, String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((head + "Host: warehouse\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private boolean listens() throws IOException {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private void arrive(HttpExchange exchange) throws IOException {
        arrived.add(new Arrived(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders())));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
