package io.levee.adapters.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levee.facts.ApprovalFact;
import io.levee.facts.ApprovalId;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalWebhookTest {
    private static final byte[] SECRET = new byte[32];
    private static final ApprovalFact REFUSED =
            new ApprovalFact.Refused(new ApprovalId("apr-1"), "0".repeat(64), ActorId.person("nia"), "said \"why\"");

    @TempDir
    private Path folder;

    private final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;

    private record Received(String path, String id, String time, String signature, String body) {}

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    @Test
    void tellsIdsOnlyAndSigned() throws Exception {
        try (ApprovalWebhook webhook = webhook()) {
            ledger.follow(Set.of(Fact.Family.APPROVAL), webhook);
            ledger.write(REFUSED);
            Received told = received.take();
            assertThat(told.body()).contains("approval.refused", "apr-1").doesNotContain("why", "nia");
            assertThat(told.signature())
                    .isEqualTo(Signature.of(
                            SECRET, told.id(), Instant.ofEpochSecond(Long.parseLong(told.time())), told.body()));
        }
    }

    /// The example of the specification.
    @Test
    void signsAsStandardWebhooksDo() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(Signature.of(
                        secret,
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void triesAgainWithTheSameIdAndFollowsNowhere() throws Exception {
        statuses.add(500);
        statuses.add(302);
        try (ApprovalWebhook webhook = webhook()) {
            ledger.follow(Set.of(Fact.Family.APPROVAL), webhook);
            ledger.write(REFUSED);
            Received first = received.take();
            Received second = received.take();
            Received third = received.take();
            assertThat(first.id()).isEqualTo(second.id()).isEqualTo(third.id());
            assertThat(List.of(first.path(), second.path(), third.path())).containsOnly("/hook");
        }
    }

    @Test
    void nobodyWaitsForAReceiverThatIsNotThere() throws Exception {
        receiver.stop(0);
        try (ApprovalWebhook webhook = webhook()) {
            ledger.follow(Set.of(Fact.Family.APPROVAL), webhook);
            for (int i = 0; i < ApprovalWebhook.WAITING_MAX + 10; i++) {
                ledger.write(REFUSED);
            }
        }
        assertThat(ledger.entries()).hasSize(ApprovalWebhook.WAITING_MAX + 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "ftp://127.0.0.1/",
                "https://me:pw@example.com/",
                "https:///x",
                "x",
                "http://127.0.0.1.example.com/"
            })
    void onlyASafeAddressIsTold(String url) {
        assertThatThrownBy(() -> WebhookTarget.of(environment(url))).hasMessageContaining("LEVEE_APPROVAL_WEBHOOK_URL");
    }

    @Test
    void withoutAnAddressThereIsNone() {
        assertThat(WebhookTarget.of(Map.of())).isEmpty();
    }

    @Test
    void aSecretIsNeededAndNeverSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("short"), "whsec_hunter2");
        assertThatThrownBy(() -> WebhookTarget.of(
                        Map.of(WebhookTarget.URL, "https://example.com/", WebhookTarget.SECRET_FILE, file.toString())))
                .hasMessageContaining("SECRET_FILE")
                .hasMessageNotContaining("hunter2");
    }

    private ApprovalWebhook webhook() throws IOException {
        String url = "http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort());
        return ApprovalWebhook.of(environment(url), ledger.origin(), InstantSource.system(), Duration.ofMillis(1))
                .orElseThrow();
    }

    private Map<String, String> environment(String url) throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "whsec_" + Base64.getEncoder().encodeToString(SECRET) + "\n");
        return Map.of(WebhookTarget.URL, url, WebhookTarget.SECRET_FILE, file.toString());
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        received.add(new Received(
                exchange.getRequestURI().getPath(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Integer status = statuses.poll();
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }
}
