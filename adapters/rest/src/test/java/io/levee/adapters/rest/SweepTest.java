package io.levee.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class SweepTest {
    @Test
    void oneThatFailsKeepsNoneFromItsTurn() {
        Set<String> turns = ConcurrentHashMap.newKeySet();
        Sweep<String> sweep = Sweep.of(List.of("a", "b", "c"), id -> {
            turns.add(id);
            if (id.equals("a")) {
                throw new IllegalStateException("no");
            }
            return id;
        });
        assertThat(turns).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(sweep.done()).containsExactly("b", "c");
        assertThatThrownBy(() -> sweep.orThrow("it")).hasMessage("it failed for 1 of 3, as [a]: no");
    }

    @Test
    void repeatsNothingThatOthersSaid() {
        Sweep<String> sweep = Sweep.of(List.of(1, 2), number -> "n" + number, number -> {
            throw new UnsupportedOperationException("never-shown");
        });
        assertThatThrownBy(() -> sweep.orThrow("it"))
                .hasMessage("it failed for 2 of 2, as [n1, n2]: UnsupportedOperationException");
    }

    @Test
    void severalHaveTheirTurnAtATime() {
        CyclicBarrier together = new CyclicBarrier(3);
        assertThat(Sweep.of(List.of("a", "b", "c"), id -> {
                            try {
                                return together.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .orThrow("it"))
                .hasSize(3);
    }

    /// Sixteen at a time meet six times; were more let in, the next would meet before the last
    /// left.
    @RepeatedTest(50)
    void butNotAll() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(Sweep.SIDE_BY_SIDE_MAX);
        List<String> ids = IntStream.range(0, 6 * Sweep.SIDE_BY_SIDE_MAX)
                .mapToObj(String::valueOf)
                .toList();
        List<String> done = Sweep.of(ids, id -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    now.decrementAndGet();
                    return id;
                })
                .orThrow("it");
        assertThat(done).isEqualTo(ids);
        assertThat(most.get()).isEqualTo(Sweep.SIDE_BY_SIDE_MAX);
    }
}
