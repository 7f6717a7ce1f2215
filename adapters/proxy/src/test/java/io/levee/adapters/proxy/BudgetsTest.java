package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.budget.Budget;
import io.levee.budget.Unit;
import io.levee.facts.CallFact;
import io.levee.testkit.MemoryBudgets;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Budgets as a client sees them.
final class BudgetsTest {
    private static final Budget TWO_CALLS = MemoryBudgets.budget("two-calls", Unit.CALLS, 2, Budget.AMOUNT_MAX);
    private static final Budget FEW_BYTES = MemoryBudgets.budget("few-bytes", Unit.BYTES, 2_000, 1_000);

    @Test
    void everyAnswerSaysWhereTheBudgetStandsAndTheLastOneWhenToAskAgain() throws Exception {
        try (MemoryBudgets budgets = new MemoryBudgets(TWO_CALLS);
                Door door = new Door(budgets.budgets())) {
            assertThat(door.get("/warehouse/rows/1"))
                    .startsWith("HTTP/1.1 200")
                    .contains("RateLimit-Policy: \"two-calls\";q=2;w=3600;qu=\"requests\"")
                    .containsPattern("RateLimit: \"two-calls\";r=1;t=3600");
            assertThat(door.get("/warehouse/rows/1")).contains("RateLimit: \"two-calls\";r=0;t=");
            assertThat(door.get("/warehouse/rows/1"))
                    .startsWith("HTTP/1.1 429")
                    .containsPattern("Retry-After: \\d+")
                    .contains("RateLimit: \"two-calls\";r=0;t=")
                    .contains("\"code\":\"budget-exhausted\"")
                    .contains("\"violated-policies\":[\"two-calls\"]");
            assertThat(door.decided().getLast().reason()).isEqualTo("budget-exhausted");
            Awaitility.await().until(() -> door.inFlight.count() == 0);
            assertThat(door.finished()).hasSize(2);
        }
    }

    /// A call that is refused for another reason costs nothing.
    @Test
    void whatIsNotAllowedIsNotCharged() throws Exception {
        try (MemoryBudgets budgets = new MemoryBudgets(TWO_CALLS);
                Door door = new Door(budgets.budgets())) {
            for (int i = 0; i < 5; i++) {
                assertThat(door.get("/warehouse/nothing")).startsWith("HTTP/1.1 404");
            }
            assertThat(door.get("/warehouse/rows/1")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void anAnswerEndsWhereItWouldTakeMoreThanWasReserved() throws Exception {
        try (MemoryBudgets budgets = new MemoryBudgets(FEW_BYTES);
                Door door = new Door(budgets.budgets())) {
            door.upstream.when("/stream", (_, _, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int i = 0; i < 1_000; i++) {
                    RawUpstream.chunk(out, "~".repeat(100));
                }
                RawUpstream.write(out, "0\r\n\r\n");
            });
            String got = receivedUntilReset(door);
            assertThat(got).doesNotEndWith("0\r\n\r\n");
            assertThat(got.chars().filter(c -> c == '~').count()).isLessThanOrEqualTo(1_000);
            Awaitility.await()
                    .until(() -> door.inFlight.count() == 0 && !door.finished().isEmpty());
            CallFact.Finished finished = door.finished().getFirst();
            assertThat(finished.ending()).isEqualTo(CallFact.Ending.NO_LONGER_ALLOWED);
            assertThat(finished.bytesOut()).isLessThanOrEqualTo(1_000);
        }
    }

    private static String receivedUntilReset(Door door) throws IOException {
        try (RawClient client = new RawClient(door.port())) {
            client.send(Door.request("GET", "/warehouse/stream", ""));
            return client.readToEnd();
        }
    }
}
