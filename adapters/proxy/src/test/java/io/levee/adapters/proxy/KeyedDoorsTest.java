package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Approvals;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyedDoorsTest {
    private static final String KEY = "only-the-gateway-has-this";
    private static final Chain PERSON = Chain.of(ActorId.person("ana"));

    private final AtomicReference<String> key = new AtomicReference<>(KEY);

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @BeforeEach
    void open() throws IOException {
        door = new Door(new KeyedDoors(
                api -> api.equals("warehouse") ? Optional.of(key.get()).filter(it -> !it.isEmpty()) : Optional.empty(),
                "ana"::equals));
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @Test
    void theUpstreamGetsTheKeyInPlaceOfTheClientsCredential() throws IOException {
        String answer = door.get("/warehouse/rows/7");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain(KEY);
        String head = door.upstream.arrived.getFirst().head();
        assertThat(head).contains("Authorization: Bearer " + KEY).doesNotContain("Bearer ana");
        assertThat(head.split("(?i)authorization:", -1)).as("once").hasSize(2);
    }

    @Test
    void whoIsNobodyReachesNothing() throws IOException {
        String request = Door.request("GET", "/warehouse/rows/7", "").replace("Bearer ana", "Bearer " + KEY);
        assertThat(RawClient.exchange(door.port(), request)).startsWith("HTTP/1.1 401");
        assertThat(door.upstream.arrived).isEmpty();
    }

    @Test
    void withoutAKeyTheCallIsForwardedAsAnyOther() throws IOException {
        key.set("");
        assertThat(door.get("/warehouse/rows/7")).startsWith("HTTP/1.1 200");
        assertThat(door.upstream.arrived.getFirst().head()).doesNotContainIgnoringCase("authorization:");
    }

    @Test
    void aPersonWhoApprovesACallIsNotShownTheKey() throws IOException {
        String refund =
                Door.request("POST", "/warehouse/refunds", "Content-Type: application/json\r\nContent-Length: 2\r\n")
                        + "{}";
        assertThat(RawClient.exchange(door.port(), refund)).contains("approval-required");
        List<Approval> waiting = door.people.list(PERSON);
        assertThat(waiting).hasSize(1);
        Approval asked = waiting.getFirst();
        assertThat(String.valueOf(asked.payload())).doesNotContain(KEY);
        assertThat(door.people.give(PERSON, asked.id(), asked.digest(), "it is fine"))
                .isInstanceOf(Approvals.Answer.Done.class);
        assertThat(RawClient.exchange(door.port(), refund)).startsWith("HTTP/1.1 200");
        assertThat(door.upstream.arrived.getFirst().head()).contains("Bearer " + KEY);
    }
}
