package io.levee.adapters.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levee.organisation.StopperSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JsonRestTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void theSecretIsAskedForEachTimeAndSentAsABearerToken() {
        ConcurrentLinkedQueue<String> values = new ConcurrentLinkedQueue<>(List.of("one", "two"));
        JsonRest rest = JsonRest.of(
                source(Map.of("url", url() + "/", "secret", "flink-token")), name -> name + "-" + values.remove());
        assertThat(rest.get("/jobs").body().path("a").asInt()).isEqualTo(1);
        assertThat(rest.send("PATCH", "/jobs", "").status()).isEqualTo(200);
        assertThat(asked).containsExactly("GET /jobs Bearer flink-token-one", "PATCH /jobs Bearer flink-token-two");
    }

    @Test
    void anAddressThatLeaksTheSecretIsRefused() {
        for (String url : List.of("http://flink.acme.example:8081", "http://10.0.0.1")) {
            assertThatThrownBy(() -> JsonRest.of(source(Map.of("url", url, "secret", "s")), name -> name))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use https");
        }
        for (String url :
                List.of("", "flink:8081", "ftp://flink", "http://u:hidden@flink", "http://a?b", "http://a b")) {
            assertThatThrownBy(() -> JsonRest.of(source(Map.of("url", url)), name -> name))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no address")
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void whatIsNoAnswerThrows() {
        JsonRest rest = JsonRest.of(source(Map.of("url", url())), name -> name);
        assertThatThrownBy(() -> rest.get("/text")).hasMessage("the answer is no JSON");
        assertThatThrownBy(() -> rest.get("/endless")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rest.get("/dripping")).hasMessageContaining("no whole answer within");
        assertThatThrownBy(() -> rest.get("/silent")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rest.get("/broken")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nobodyIsFollowedElsewhere() {
        JsonRest rest = JsonRest.of(source(Map.of("url", url())), name -> name);
        assertThat(rest.get("/elsewhere").status()).isEqualTo(302);
        assertThat(asked).hasSize(1);
        assertThatThrownBy(() -> rest.get("/elsewhere").expected("the list"))
                .hasMessage("the list was answered with 302");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add("%s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        path,
                        exchange.getRequestHeaders().getFirst("Authorization")));
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            switch (path) {
                case "/text" -> say(exchange, "<html>");
                case "/elsewhere" -> {
                    exchange.getResponseHeaders().add("Location", "/jobs");
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/silent" -> over.await();
                case "/broken" -> exchange.sendResponseHeaders(200, 10);
                case "/dripping" -> {
                    exchange.sendResponseHeaders(200, 0);
                    body.write(' ');
                    body.flush();
                    over.await();
                }
                case "/endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < 32; i++) {
                        body.write(blanks);
                    }
                }
                default -> say(exchange, "{\"a\":1}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static StopperSource source(Map<String, String> settings) {
        return new StopperSource("x", "flink", settings, Optional.empty(), List.of(), 1);
    }
}
