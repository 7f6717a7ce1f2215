package io.levee.adapters.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SideBySideTest {
    @Test
    void allAreDoneAlsoBesideOneThatFails() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> SideBySide.each(List.of(1, 2, 3), one -> {
                    if (one == 1) {
                        throw new IllegalStateException("no");
                    }
                    return done.add(one);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 of 3 failed, one with: no");
        assertThat(done).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void theyRunAtTheSameTimeButNotAllOfMany() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(SideBySide.TOGETHER_MAX);
        List<Integer> results = SideBySide.each(IntStream.range(0, 100).boxed().toList(), one -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            try {
                full.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            now.decrementAndGet();
            return one;
        });
        assertThat(results).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(most.get()).isEqualTo(SideBySide.TOGETHER_MAX);
    }
}
