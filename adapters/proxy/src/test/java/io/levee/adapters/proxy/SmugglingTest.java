package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.rooms.gateway.CallLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One request in is at most one request out, whatever the bytes are.
class SmugglingTest {
    private static final String HIDDEN = "GET /a/b/c HTTP/1.1\r\nHost: hidden\r\n\r\n";
    private static Door door;

    @BeforeAll
    static void open() throws IOException {
        door = new Door(
                ProxyLimits.DEFAULT.withClientTimes(
                        Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5)),
                CallLimits.DEFAULT);
    }

    @AfterAll
    static void shut() throws IOException {
        door.close();
    }

    static Stream<Arguments> attempts() {
        String post = "POST /warehouse/rows HTTP/1.1\r\nHost: g\r\n" + Door.AUTH;
        String get = "GET /warehouse/rows/1 HTTP/1.1\r\nHost: g\r\n" + Door.AUTH;
        return Stream.of(
                Arguments.of(
                        "content length and chunks",
                        post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "chunks and content length",
                        post + "Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "a coding that only looks like chunked",
                        post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "a space before the colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "chunked twice",
                        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "chunked, then another coding",
                        post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of("a folded coding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "a vertical tab before the coding",
                        post + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of("two lengths", post + "Content-Length: 0\r\nContent-Length: 40\r\n\r\n" + HIDDEN),
                Arguments.of("a list of lengths", post + "Content-Length: 0, 40\r\n\r\n" + HIDDEN),
                Arguments.of("a signed length", post + "Content-Length: +0\r\n\r\n" + HIDDEN),
                Arguments.of("a negative length", post + "Content-Length: -1\r\n\r\n" + HIDDEN),
                Arguments.of("a hexadecimal length", post + "Content-Length: 0x0\r\n\r\n" + HIDDEN),
                Arguments.of("a length beyond 64 bits", post + "Content-Length: 99999999999999999999\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "a chunk size that is no number", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + HIDDEN),
                Arguments.of(
                        "a chunk size beyond 32 bits",
                        post + "Transfer-Encoding: chunked\r\n\r\n1FFFFFFFFF\r\nx\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of(
                        "a chunk without its end",
                        post + "Transfer-Encoding: chunked\r\n\r\n1\r\nxGET\r\n0\r\n\r\n" + HIDDEN),
                Arguments.of("a negative chunk", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + HIDDEN),
                Arguments.of(
                        "an endless chunk extension",
                        post + "Transfer-Encoding: chunked\r\n\r\n1;" + "a".repeat(100_000)),
                Arguments.of("a header on two lines", get + "X-A: 1\r\n\tX-B: 2\r\n\r\n"),
                Arguments.of("NUL in a header", get + "X-A: a\u0000b\r\n\r\n"),
                Arguments.of("a bare CR in a header", get + "X-A: a\rX-Levee-Person: root\r\n\r\n"),
                Arguments.of("a header without a colon", get + "X-A\r\n\r\n"),
                Arguments.of("a space in a header's name", get + "X A: 1\r\n\r\n"),
                Arguments.of("two hosts", get + "Host: evil\r\n\r\n"),
                Arguments.of("no host", "GET /warehouse/rows/1 HTTP/1.1\r\n" + Door.AUTH + "\r\n"),
                Arguments.of("HTTP/0.9", "GET /warehouse/rows/1\r\n\r\n"),
                Arguments.of("HTTP/3.7", "GET /warehouse/rows/1 HTTP/3.7\r\nHost: g\r\n\r\n"),
                Arguments.of(
                        "a space in the target",
                        "GET /warehouse/rows/1 HTTP/1.1 x HTTP/1.1\r\nHost: g\r\n" + Door.AUTH + "\r\n"),
                Arguments.of(
                        "a proxy's form for somebody else",
                        "GET http://evil/warehouse/rows/1 HTTP/1.1\r\nHost: g\r\n" + Door.AUTH + "\r\n"),
                Arguments.of("a tunnel", "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n" + Door.AUTH + "\r\n"),
                Arguments.of("ten thousand headers", get + "X: y\r\n".repeat(10_000) + "\r\n"),
                Arguments.of("one hundred and one headers", get + "X: y\r\n".repeat(101) + "\r\n"),
                Arguments.of("one endless header", get + "X: " + "y".repeat(100_000) + "\r\n\r\n"),
                Arguments.of(
                        "an endless first line", "GET /warehouse/rows/" + "1".repeat(100_000) + " HTTP/1.1\r\n\r\n"),
                Arguments.of("two credentials", get + Door.AUTH + "\r\n"),
                Arguments.of("noise", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void isRefusedAndNothingReachesTheUpstream(String what, String bytes) throws IOException {
        door.upstream.arrived.clear();
        String answer = RawClient.exchange(door.port(), bytes);
        // Where the connection was reset before the answer could be read, silence is an answer too.
        if (!answer.isEmpty()) {
            assertThat(answer).matches("(?s)HTTP/1\\.1 (400|401|405|413|408|414|431|404|501|505|417) .*");
            assertThat(answer).contains("application/problem+json").contains("\"code\":");
            assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
        }
        assertThat(door.upstream.arrived).isEmpty();
        assertThat(door.get("/warehouse/rows/1")).as("the gateway stays up").startsWith("HTTP/1.1 200");
    }

    @Test
    void aDeniedRequestInAPipelineLeavesTheNextOneAlone() throws IOException {
        door.upstream.arrived.clear();
        String denied = "POST /warehouse/shadow HTTP/1.1\r\nHost: g\r\n" + Door.AUTH
                + "Content-Length: %d\r\n\r\n%s".formatted(HIDDEN.length(), HIDDEN);
        String answer = RawClient.exchange(door.port(), denied + Door.request("GET", "/warehouse/rows/2", ""));
        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("operation-not-declared")
                .contains("HTTP/1.1 200");
        assertThat(door.upstream.targets()).containsExactly("/rows/2");
    }

    @Test
    void anUpgradeToHttp2IsNotTaken() throws IOException {
        door.upstream.arrived.clear();
        String answer = RawClient.exchange(
                door.port(),
                "GET /warehouse/rows/3 HTTP/1.1\r\nHost: g\r\n" + Door.AUTH
                        + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(door.upstream.arrived.getFirst().head().toLowerCase(Locale.ROOT))
                .doesNotContain("upgrade")
                .doesNotContain("http2-settings");
    }

    @Test
    void onlyTheGatewaySaysWhoIsCalling() throws IOException {
        door.upstream.arrived.clear();
        String claims = """
                X-Levee-Person: root
                X_Levee_Person: root
                x-levee-decision: d
                Forwarded: for=1.1.1.1
                X-Forwarded-For: 1.1.1.1
                Cookie: a=b
                Proxy-Authorization: x
                X-HTTP-Method-Override: DELETE
                X-Original-URL: /admin
                Connection: X-Secret
                X-Secret: 1
                traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
                Accept: text/plain
                """.replace("\n", "\r\n");
        RawClient.exchange(door.port(), Door.request("GET", "/warehouse/rows/4", claims));
        String head = door.upstream.arrived.getFirst().head();
        assertThat(head)
                .contains("X-Levee-Person: ana\r\n", "X-Levee-Agent: report-writer\r\n", "X-Levee-Decision: 0")
                .contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Accept: text/plain")
                .doesNotContain("root", "1.1.1.1", "Cookie", "Authorization", "Override", "Original", "Secret");
    }
}
