package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact;
import io.levee.facts.StopFact;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StreamingTest {
    @Test
    void anAllowedReadIsForwardedAndItsOutcomeRecorded() throws IOException {
        try (Door door = new Door()) {
            String answer = door.get("/warehouse/rows/7?full=1");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("X-Levee-Decision: ")
                    .endsWith("ok");
            assertThat(door.upstream.targets()).containsExactly("/rows/7?full=1");
            Awaitility.await().until(() -> !door.finished().isEmpty());
            assertThat(door.finished().getFirst().ending()).isEqualTo(CallFact.Ending.COMPLETED);
            assertThat(door.finished().getFirst().bytesOut()).isEqualTo(2);
            assertThat(door.inFlight.count()).isZero();
        }
    }

    @Test
    void eventsArriveOneByOneBeforeTheStreamEnds() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (Door door = new Door()) {
            door.upstream.when("/stream", (_, _, out) -> {
                RawUpstream.write(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                RawUpstream.chunk(out, "data: one\n\n");
                await(second);
                RawUpstream.chunk(out, "data: two\n\n");
                RawUpstream.write(out, "0\r\n\r\n");
            });
            try (RawClient client = new RawClient(door.port())) {
                client.send(Door.request("GET", "/warehouse/stream", ""));
                client.readUntil("data: one\n\n");
                second.countDown();
                assertThat(client.readToEnd()).contains("data: two").endsWith("0\r\n\r\n");
            }
        }
    }

    @Test
    void aStopInTheMiddleOfAStreamResetsTheClientAndTheUpstream() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (Door door = new Door()) {
            door.upstream.when("/stream", (_, _, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                try {
                    for (int i = 0; i < 100_000; i++) {
                        RawUpstream.chunk(out, "data: " + i + "\n\n");
                    }
                } catch (IOException e) {
                    cut.countDown();
                    throw e;
                }
            });
            try (RawClient client = new RawClient(door.port())) {
                client.send(Door.request("GET", "/warehouse/stream", ""));
                client.readUntil("data: 3\n");
                StopFact.Ordered order = door.order("stop-1");
                assertThat(door.calls.cut(order).calls()).isEqualTo(1);
                String all = client.readToEnd();
                assertThat(client.wasReset).isTrue();
                assertThat(all).doesNotEndWith("0\r\n\r\n");
                assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
            }
            Awaitility.await().until(() -> !door.finished().isEmpty());
            assertThat(door.finished().getFirst().ending()).isEqualTo(CallFact.Ending.STOPPED);
            assertThat(door.finished().getFirst().stop().orElseThrow().value()).isEqualTo("stop-1");
            assertThat(door.get("/warehouse/rows/7")).startsWith("HTTP/1.1 403").contains("\"code\":\"stopped\"");
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
