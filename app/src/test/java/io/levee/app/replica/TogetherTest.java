package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.levee.adapters.postgres.Database;
import io.levee.cli.AgentTokens;
import io.levee.cli.Remote;
import io.levee.fault.LeveeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two replicas on one database, which are reached under one address.
final class TogetherTest {
    private static final Path ACME =
            Path.of(System.getProperty("levee.root", "..")).resolve("examples/acme");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private HttpServer warehouse;

    TogetherTest() throws Exception {
        warehouse = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        warehouse.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] body = "{\"tables\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        warehouse.start();
    }

    @AfterEach
    void end() {
        warehouse.stop(0);
    }

    @Test
    void aTokenOfOneIsGoodAtTheOtherUntilEitherIsToldToStop() throws Exception {
        Map<String, String> together = new HashMap<>(Map.of("LEVEE_PUBLIC_URL", "https://levee.acme.example"));
        try (Levee one = replica("one", Optional.empty(), together)) {
            String database = Database.addressOf(folder.resolve("one/data"));
            together.put(
                    "LEVEE_MASTER_KEY_FILE",
                    folder.resolve("one/keys/master.key").toString());
            try (Levee two = replica("two", Optional.of(database), together)) {
                AgentTokens tokens = new AgentTokens(remote("one"));
                String token = tokens.exchange("report-writer", tokens.ticket("report-writer", "ana"), "levee-gateway")
                        .path("access_token")
                        .asString();
                assertThat(tables(one, token).statusCode()).isEqualTo(200);
                assertThat(tables(two, token).statusCode()).isEqualTo(200);

                var _ = remote("two")
                        .apiAs(Optional.of("cy"))
                        .post("/v1/stops", Map.of("scope", "agent:report-writer", "reason", "a test says so"));

                assertThat(tables(one, token).statusCode()).isNotEqualTo(200);
                assertThat(tables(two, token).statusCode()).isNotEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://levee.acme.example",
                "https://levee.acme.example/api",
                "https://ana@levee.acme.example",
                "levee.acme.example",
                "https://levee.acme.example?x",
                " ",
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> replica("bad", Optional.empty(), Map.of("LEVEE_PUBLIC_URL", url))
                        .close())
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("LEVEE_PUBLIC_URL");
    }

    private Levee replica(String name, Optional<String> database, Map<String, String> environment) {
        return Levee.start(new Configuration(
                folder.resolve(name),
                ACME,
                database,
                name,
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(
                        "warehouse",
                        URI.create("http://127.0.0.1:" + warehouse.getAddress().getPort())),
                environment));
    }

    private Remote remote(String name) {
        return new Remote(folder.resolve(name), _ -> Optional.empty(), _ -> Optional.empty());
    }

    private static HttpResponse<String> tables(Levee levee, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(levee.addresses().gateway() + "/warehouse/tables"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
