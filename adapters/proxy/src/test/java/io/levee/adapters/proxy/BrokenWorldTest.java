package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact;
import io.levee.facts.CallFact.Ending;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.rooms.gateway.CallLimits;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Slow, rude and absent clients and upstreams: each gets a typed refusal, and the outcome is recorded.
class BrokenWorldTest {
    private static final ProxyLimits SHORT = ProxyLimits.DEFAULT
            .withBodyBytesMax(1_000)
            .withClientTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2))
            .withUpstreamTimes(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(9));

    @Test
    void anUpstreamThatIsDownIsABadGateway() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            door.upstream.close();
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 502").contains("upstream-unavailable");
            assertEnded(door, Ending.UPSTREAM_FAILED, 502);
        }
    }

    @Test
    void anUpstreamThatResetsBeforeItAnswersIsABadGateway() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            door.upstream.when("/reset", (request, _, _) -> {
                request.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
                request.socket().close();
            });
            assertThat(door.get("/warehouse/reset")).startsWith("HTTP/1.1 502").contains("upstream-unavailable");
            assertEnded(door, Ending.UPSTREAM_FAILED, 502);
        }
    }

    @Test
    void anUpstreamThatHalfClosesInTheMiddleGivesNoCleanEnd() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            door.upstream.when("/half", (request, _, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                RawUpstream.chunk(out, "half");
                request.socket().shutdownOutput();
            });
            String answer = door.get("/warehouse/half");
            assertThat(answer).doesNotContain("0\r\n\r\n");
            assertEnded(door, Ending.UPSTREAM_FAILED, 200);
        }
    }

    @Test
    void anUpstreamThatTalksNonsenseIsABadGateway() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            door.upstream.when("/half", (_, _, out) -> RawUpstream.write(out, "SSH-2.0-OpenSSH_9.2\r\n\r\n"));
            assertThat(door.get("/warehouse/half")).startsWith("HTTP/1.1 502");
            assertEnded(door, Ending.UPSTREAM_FAILED, 502);
        }
    }

    @Test
    void anUpstreamThatNeverAnswersTimesOut() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            door.upstream.when("/never", (_, _, _) -> StreamingTest.await(done));
            assertThat(door.get("/warehouse/never")).startsWith("HTTP/1.1 504").contains("upstream-timeout");
            assertEnded(door, Ending.TIMED_OUT, 504);
            done.countDown();
        }
    }

    @Test
    void aClientWhoseHeadersTrickleIsDisconnected() throws Exception {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT);
                RawClient client = new RawClient(door.port())) {
            client.send("GET /warehouse/rows/1 HTTP/1.1\r\n");
            Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
                client.send("X");
                return client.wasReset;
            });
            assertThat(door.upstream.arrived).isEmpty();
        }
    }

    /// Its parser is looked at while it works, so what is seen may be half of one request and half of the next.
    @Test
    void aConnectionThatIsBusyIsNeverTakenForOneThatTrickles() throws Exception {
        int count = 3_000;
        String request = Door.request("GET", "/warehouse/nothing", "").replace("Connection: close\r\n", "");
        String last = Door.request("GET", "/warehouse/nothing", "");
        try (Door door = new Door();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(clients.submit(() -> RawClient.exchange(door.port(), request.repeat(count - 1) + last)));
            }
            while (!answers.stream().allMatch(Future::isDone)) {
                door.gateway.tend();
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get().split("HTTP/1.1 404", -1)).hasSize(count + 1);
            }
        }
    }

    @Test
    void aClientWhoseBodyStallsIsTold() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            String answer = RawClient.exchange(
                    door.port(), Door.request("POST", "/warehouse/rows", "Content-Length: 10\r\n") + "x");
            assertThat(answer).startsWith("HTTP/1.1 408").contains("request-too-slow");
            assertEnded(door, Ending.TIMED_OUT, 408);
        }
    }

    @Test
    void aBodyThatTricklesIsEndedToo() throws Exception {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT);
                RawClient client = new RawClient(door.port())) {
            client.send(Door.request("POST", "/warehouse/rows", "Content-Length: 900\r\n"));
            Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
                client.send("x");
                return !door.finished().isEmpty();
            });
            assertEnded(door, Ending.TIMED_OUT, 408);
        }
    }

    @Test
    void aBodyThatIsSaidToBeTooLargeIsRefusedUnread() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            String answer = RawClient.exchange(
                    door.port(), Door.request("POST", "/warehouse/rows", "Content-Length: 1001\r\n"));
            assertThat(answer).startsWith("HTTP/1.1 413").contains("body-too-large");
            assertThat(door.decided().getLast().reason()).isEqualTo("body-too-large");
            assertThat(door.upstream.arrived).isEmpty();
        }
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsCutOff() throws IOException {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT)) {
            String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
            String answer = RawClient.exchange(
                    door.port(),
                    Door.request("POST", "/warehouse/rows", "Transfer-Encoding: chunked\r\n") + chunk.repeat(3)
                            + "0\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 413").contains("body-too-large");
            assertThat(door.upstream.arrived).isEmpty();
            assertEnded(door, Ending.TOO_LARGE, 413);
        }
    }

    @Test
    void aClientThatDoesNotReadIsEndedAndSlowsTheUpstream() throws Exception {
        try (Door door = new Door(SHORT, CallLimits.DEFAULT);
                RawClient client = new RawClient(door.port())) {
            AtomicLong written = new AtomicLong();
            door.upstream.when("/big", (_, _, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                byte[] block = new byte[64 * 1024];
                for (int i = 0; i < 1_000_000_000 / block.length; i++) {
                    out.write(block);
                    written.addAndGet(block.length);
                }
            });
            client.send(Door.request("GET", "/warehouse/big", ""));
            assertEnded(door, Ending.TIMED_OUT, 200);
            assertThat(written.get())
                    .as("what the kernels hold, not the answer")
                    .isLessThan(100_000_000);
        }
    }

    @Test
    void aClientThatLeavesEndsTheUpstreamsAnswer() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (Door door = new Door(SHORT, CallLimits.DEFAULT);
                RawClient client = new RawClient(door.port())) {
            door.upstream.when("/stream", (_, _, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                try {
                    while (true) {
                        RawUpstream.chunk(out, "event");
                    }
                } catch (IOException e) {
                    left.countDown();
                    throw e;
                }
            });
            client.send(Door.request("GET", "/warehouse/stream", ""));
            client.readUntil("event");
            client.socket.close();
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
            assertEnded(door, Ending.CALLER_LEFT, 200);
        }
    }

    @Test
    void aChangeIsForwardedOnlyAfterItsDecisionIsDurable() throws Exception {
        try (Door door = new Door();
                RawClient client = new RawClient(door.port())) {
            door.ledger.hold();
            client.send(Door.request("POST", "/warehouse/rows", "Content-Length: 1\r\n") + "x");
            Awaitility.await().until(() -> door.inFlight.count() == 1);
            assertThat(door.get("/warehouse/rows/1")).as("reads do not wait").startsWith("HTTP/1.1 200");
            assertThat(door.upstream.targets()).containsExactly("/rows/1");
            door.ledger.release();
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200");
            assertThat(door.upstream.targets()).containsExactly("/rows/1", "/rows");
        }
    }

    @Test
    void whatCannotBeRecordedDoesNotHappen() throws IOException {
        try (Door door = new Door()) {
            door.ledger.refuse(new LeveeException(ErrorCode.LEDGER_FULL, "full"));
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 503").contains("record-unavailable");
            assertThat(RawClient.exchange(
                            door.port(), Door.request("POST", "/warehouse/rows", "Content-Length: 0\r\n")))
                    .startsWith("HTTP/1.1 503")
                    .contains("record-unavailable", "Retry-After");
            assertThat(door.upstream.arrived).isEmpty();
            door.ledger.recover();
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void anOutcomeThatCouldNotBeRecordedIsRecordedLater() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        try (Door door = new Door()) {
            door.upstream.when("/slow", (_, _, out) -> {
                StreamingTest.await(broken);
                RawUpstream.ok(out, "late");
            });
            try (RawClient client = new RawClient(door.port())) {
                client.send(Door.request("GET", "/warehouse/slow", ""));
                Awaitility.await().until(() -> !door.upstream.arrived.isEmpty());
                door.ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "gone"));
                broken.countDown();
                assertThat(client.readToEnd()).endsWith("late");
            }
            assertThat(door.finished()).isEmpty();
            door.ledger.recover();
            assertEnded(door, Ending.COMPLETED, 200);
        }
    }

    @Test
    void aStreamEndsSoonAfterItsTokenIsRevoked() throws Exception {
        try (Door door = new Door();
                RawClient client = new RawClient(door.port())) {
            door.upstream.when("/stream", (_, in, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                RawUpstream.chunk(out, "event");
                var _ = in.read(); // until the gateway ends it
            });
            client.send(Door.request("GET", "/warehouse/stream", ""));
            client.readUntil("event");
            door.revoked.add("ana");
            client.readToEnd();
            assertThat(client.wasReset).isTrue();
            assertEnded(door, Ending.NO_LONGER_ALLOWED, 200);
        }
    }

    @Test
    void aReplicaThatHearsNothingCutsEverything() throws Exception {
        try (Door door = new Door();
                RawClient client = new RawClient(door.port())) {
            door.upstream.when("/stream", (_, in, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                RawUpstream.chunk(out, "event");
                var _ = in.read();
            });
            client.send(Door.request("GET", "/warehouse/stream", ""));
            client.readUntil("event");
            door.freshness.becomes(Duration.ofSeconds(3));
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 200");
            assertThat(RawClient.exchange(
                            door.port(), Door.request("POST", "/warehouse/rows", "Content-Length: 0\r\n")))
                    .startsWith("HTTP/1.1 503")
                    .contains("view-stale");
            door.freshness.becomes(Duration.ofSeconds(11));
            client.readToEnd();
            assertThat(client.wasReset).isTrue();
        }
    }

    @Test
    void aCallerHasOnlySoManyOpenCalls() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (Door door = new Door(ProxyLimits.DEFAULT, new CallLimits(10, 1));
                RawClient client = new RawClient(door.port())) {
            door.upstream.when("/slow", (_, _, out) -> {
                StreamingTest.await(done);
                RawUpstream.ok(out, "late");
            });
            client.send(Door.request("GET", "/warehouse/slow", ""));
            Awaitility.await().until(() -> door.inFlight.count() == 1);
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 429").contains("caller-busy");
            done.countDown();
            assertThat(client.readToEnd()).endsWith("late");
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 200");
        }
    }

    private static void assertEnded(Door door, Ending ending, int status) {
        Awaitility.await().until(() -> !door.finished().isEmpty());
        CallFact.Finished finished = door.finished().getFirst();
        assertThat(finished.ending()).isEqualTo(ending);
        assertThat(finished.status()).isEqualTo(status);
        assertThat(door.inFlight.count()).isZero();
    }
}
