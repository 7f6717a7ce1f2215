package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.budget.Accounts;
import io.levee.budget.Budgets;
import io.levee.testkit.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Three replicas, one PostgreSQL, one budget (I8).
final class SharedBudgetTest {
    private final String url = TestPostgres.freshDatabase();

    @Test
    void aThousandCallsAtOnceGetExactlyWhatTheBudgetAllows() {
        assertThat(reserved(500, 1_000)).isEqualTo(500);
    }

    @Test
    void aSmallBudgetIsExactOnThreeReplicas() {
        assertThat(reserved(3, 60)).isEqualTo(3);
    }

    @Test
    void whatWasGivenBackCanBeHadByAnotherReplica() {
        try (SpendingReplica one = new SpendingReplica(url, 1);
                SpendingReplica two = new SpendingReplica(url, 1)) {
            assertThat(one.reserve())
                    .isInstanceOfSatisfying(
                            Budgets.Answer.Reserved.class,
                            it -> it.reservation().giveBack());
            assertThat(two.reserve()).isInstanceOf(Budgets.Answer.Reserved.class);
            assertThat(one.reserve()).isInstanceOf(Budgets.Answer.Exhausted.class);
        }
    }

    /// A process that was killed may have used its lease; nobody else gets that part, and nobody gets more.
    @Test
    void killedProcessesNeverLetTheOthersOvershoot() throws Exception {
        int limit = 20_000;
        Queue<String> through = new ConcurrentLinkedQueue<>();
        List<Process> processes = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                Process process = OwnProcess.start(SpendingReplica.class, url, Integer.toString(limit));
                processes.add(process);
                int killAfter = i == 0 ? 500 : Integer.MAX_VALUE;
                readers.execute(() -> read(process, killAfter, through));
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(through.size()).isLessThanOrEqualTo(limit);
        // One lease of one killed process: a sixteenth of the budget at most, and the call it was asked for.
        assertThat(through.size()).isGreaterThanOrEqualTo(limit - limit / 16 - 1);
        try (SpendingReplica last = new SpendingReplica(url, limit)) {
            Accounts.Standing standing = SpendingReplica.only(last.accounts);
            assertThat(standing.account()).isEqualTo(SpendingReplica.account());
            assertThat(standing.spent() + standing.outstanding()).isLessThanOrEqualTo(limit);
        }
    }

    private int reserved(long limit, int calls) {
        AtomicInteger reserved = new AtomicInteger();
        AtomicInteger exhausted = new AtomicInteger();
        try (SpendingReplica last = new SpendingReplica(url, limit)) {
            try (SpendingReplica one = new SpendingReplica(url, limit);
                    SpendingReplica two = new SpendingReplica(url, limit);
                    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<SpendingReplica> replicas = List.of(one, two, last);
                for (int call = 0; call < calls; call++) {
                    SpendingReplica replica = replicas.get(call % 3);
                    callers.execute(() -> {
                        switch (replica.reserve()) {
                            case Budgets.Answer.Reserved(var reservation) -> {
                                reserved.incrementAndGet();
                                reservation.settle();
                            }
                            case Budgets.Answer.Exhausted _ -> exhausted.incrementAndGet();
                            case Budgets.Answer.TooMuch _, Budgets.Answer.Stopped _, Budgets.Answer.Unavailable _ -> {}
                        }
                    });
                }
            }
            assertThat(SpendingReplica.only(last.accounts).spent()).isLessThanOrEqualTo(limit);
        }
        assertThat(reserved.get() + exhausted.get()).as("answered").isEqualTo(calls);
        return reserved.get();
    }

    private static void read(Process process, int killAfter, Queue<String> through) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("through")) {
                    through.add(line);
                    count++;
                }
                if (count == killAfter) {
                    process.toHandle().destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
