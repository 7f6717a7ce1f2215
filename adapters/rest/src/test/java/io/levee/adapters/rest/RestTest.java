package io.levee.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestTest {
    private static final String SECRET = "never-shown";
    private static final Duration ALL = Duration.ofSeconds(20);

    private final HttpDouble outside = new HttpDouble() {
        @Override
        protected HttpAnswer answer(HttpAsked request) {
            return HttpAnswer.json(200, "{\"path\":\"%s\"}".formatted(request.path()));
        }
    };
    private final Rest rest = Rest.at(outside.url(), ALL);

    @AfterEach
    void close() {
        outside.close();
    }

    @Test
    void sendsWhatItWasGiven() {
        assertThat(rest.ask(Ask.form("/v1/x", Map.of("a b", "c&d")).bearer(SECRET))
                        .orThrow()
                        .json()
                        .path("path")
                        .asString())
                .isEqualTo("/v1/x");
        HttpAsked asked = outside.asked().getFirst();
        assertThat(asked.form()).isEqualTo(Map.of("a b", "c&d"));
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + SECRET);
    }

    @Test
    void aFileIsThePartOfAForm(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "held");
        Raw answer = rest.bearing(Optional.of(SECRET)).upload(new Upload("/up", "field", "name.jar", file, 4));
        assertThat(answer.status()).isEqualTo(200);
        HttpAsked asked = outside.asked().getFirst();
        String boundary = asked.header("Content-Type").replace("multipart/form-data; boundary=", "");
        assertThat(asked.body())
                .isEqualTo("--%s\r\nContent-Disposition: form-data; name=\"field\"; filename=\"name.jar\"\r\n"
                                .formatted(boundary)
                        + "Content-Type: application/octet-stream\r\n\r\nheld\r\n--%s--\r\n".formatted(boundary));
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + SECRET);
        assertThatThrownBy(() -> new Upload("/up", "field", "name.jar", file, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("has 4 bytes, and at most 3 are sent");
        assertThatThrownBy(() -> new Upload("/up", "field", "a\"; b=\"c", file, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksBelowTheAddressAsItWasWritten() {
        Rest below = Rest.at(outside.url() + "/base/", ALL);
        below.ask(Ask.get("/x"));
        below.ask(Ask.get(""));
        assertThat(outside.asked()).extracting(HttpAsked::path).containsExactly("/base/x", "/base/");
    }

    @Test
    void triesAgainWhereTheSystemSaysLater() {
        outside.limits(2);
        assertThat(rest.ask(Ask.get("/")).status()).isEqualTo(200);
        assertThat(outside.asked()).hasSize(3);
    }

    @Test
    void doesNotTryForEver() {
        outside.limits(100);
        assertThat(rest.ask(Ask.get("/")).status()).isEqualTo(429);
        assertThat(outside.asked()).hasSize(Rest.TRIES_MAX);
    }

    @Test
    void triesAgainWhereTheConnectionBroke() {
        outside.drops(1);
        assertThat(rest.ask(Ask.json("POST", "/", Map.of()).mayRepeat()).status())
                .isEqualTo(200);
        assertThat(outside.asked()).hasSize(2);
    }

    @Test
    void sendsOnceWhatMayBeDoneAndIsNotSaidToBeHarmless() {
        for (Ask once : List.of(Ask.json("PUT", "/", Map.of()), Ask.post("/"), Ask.delete("/"))) {
            int before = outside.asked().size();
            outside.drops(1);
            assertThatThrownBy(() -> rest.ask(once)).hasMessageStartingWith("no answer for");
            outside.fails(503);
            assertThat(rest.ask(once).status()).isEqualTo(503);
            outside.isWell();
            assertThat(outside.asked()).hasSize(before + 2);
        }
        outside.limits(1);
        assertThat(rest.ask(Ask.post("/")).status()).as("nothing was done").isEqualTo(200);
    }

    @Test
    void triesAgainWhereTheSystemIsAway() {
        outside.fails(503);
        assertThat(rest.ask(Ask.post("/").mayRepeat()).status()).isEqualTo(503);
        assertThat(outside.asked()).hasSize(Rest.TRIES_MAX);
    }

    @Test
    void showsItsTokenWithEveryRequest() {
        Rest bearing = rest.bearing(Optional.of(SECRET));
        bearing.ask(Ask.get("/"));
        bearing.ask(Ask.post("/").with("X", "y"));
        rest.ask(Ask.get("/"));
        assertThat(outside.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer " + SECRET, "Bearer " + SECRET, "");
    }

    @Test
    void endsWhereNobodyAnswers() {
        outside.hangs();
        assertThatThrownBy(() -> rest.ask(Ask.get("/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no answer for GET to 127.0.0.1: none in time");
    }

    @Test
    void endsWhereABodyNeverEnds() {
        outside.hangsInBody();
        assertThatThrownBy(() -> rest.ask(Ask.get("/"))).hasMessageEndingWith("none in time");
    }

    @Test
    void endsWhereItsWholeTimeIsOver() {
        Rest over = Rest.at(outside.url(), Duration.ZERO);
        assertThatThrownBy(() -> over.ask(Ask.get("/"))).hasMessageEndingWith("none in time");
        assertThat(outside.asked()).isEmpty();
    }

    /// The patient one is asked first, and gets its answer only when the other has given up.
    @Test
    void waitsAsLongAsTheSystemMayTake() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (HttpDouble slow = new HttpDouble() {
                    @Override
                    protected HttpAnswer answer(HttpAsked request) {
                        asked.countDown();
                        try {
                            released.await();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                        return HttpAnswer.json(200, "{}");
                    }
                };
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> patient =
                    threads.submit(() -> Rest.at(slow.url(), ALL, Limits.LISTS).ask(Ask.get("/")));
            asked.await();
            Rest usual = Rest.at(slow.url(), ALL, Limits.USUAL);
            assertThatThrownBy(() -> usual.ask(Ask.get("/"))).hasMessageEndingWith("none in time");
            released.countDown();
            assertThat(patient.get().status()).isEqualTo(200);
        }
    }

    @Test
    void takesAsMuchAsItSays() {
        assertThatThrownBy(() -> Rest.at(outside.url(), ALL, new Limits(Duration.ofSeconds(2), 10))
                        .ask(Ask.get("/long")))
                .hasMessageStartingWith("no answer for GET to 127.0.0.1");
        outside.floods();
        assertThat(Rest.at(outside.url(), ALL, Limits.LISTS).ask(Ask.get("/")).status())
                .isEqualTo(200);
    }

    @Test
    void noLimitIsNone() {
        assertThatThrownBy(() -> new Limits(Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoFlood() {
        outside.floods();
        assertThatThrownBy(() -> rest.ask(Ask.get("/"))).hasMessageStartingWith("no answer for GET to 127.0.0.1");
    }

    @Test
    void goesNowhereElse() {
        outside.sendsAway();
        assertThat(rest.ask(Ask.get("/here")).status()).isEqualTo(307);
        assertThat(outside.asked()).extracting(HttpAsked::path).containsExactly("/here");
    }

    @Test
    void saysWhenItIsNoJson() {
        outside.talksNoJson();
        Answer answer = rest.ask(Ask.get("/"));
        assertThatThrownBy(answer::json).hasMessage("GET to 127.0.0.1 answered 200 without JSON");
        assertThat(answer.maybeJson().isMissingNode()).isTrue();
        assertThat(new Answer("it", 202, "").json().isMissingNode())
                .as("nothing at all")
                .isTrue();
    }

    @Test
    void tellsNoSecret() {
        outside.fails(403);
        Ask ask = Ask.json("POST", "/", Map.of("key", SECRET)).bearer(SECRET);
        Answer answer = rest.ask(ask);
        assertThat(answer.body()).contains(SECRET);
        assertThatThrownBy(answer::orThrow).hasMessageNotContaining(SECRET).hasMessageContaining("403");
        assertThat(answer + " " + ask).doesNotContain(SECRET);
        assertThatThrownBy(() -> rest.ask(Ask.get("/").bearer(SECRET + "\nX: y")))
                .hasMessageNotContaining(SECRET)
                .hasMessageContaining("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "https://user:pw@example.com",
                "http://user:pw@127.0.0.1",
                "https://example.com?x=1",
                "file:///etc/passwd",
                "https:/x",
                "",
                "flink:8081",
                "not an address"
            })
    void asksOnlyWhereItIsSafe(String url) {
        assertThatThrownBy(() -> Rest.check(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://HOST/PATH")
                .hasMessageNotContaining("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void anIdIsOneStep(String id) {
        assertThatThrownBy(() -> Ask.step(id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Ask.step("a/../b?c")).isEqualTo("a%2F..%2Fb%3Fc");
    }
}
