package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void oneCheckThatFailsMakesTheReplicaUnready() {
        Readiness.Answer answer = answer(List.of(
                new Readiness.Check("database", Optional::empty),
                new Readiness.Check("view", () -> Optional.of("is 3000 ms old, at most 2000 are allowed"))));
        assertThat(answer.ready()).isFalse();
        assertThat(answer.checks()).extracting(Readiness.Result::ok).containsExactly(true, false);
    }

    @Test
    void aCheckThatThrowsIsNotReadyAndDoesNotTellWhy() {
        Readiness.Answer answer = answer(List.of(new Readiness.Check("ledger", () -> {
            throw new IllegalStateException("jdbc:postgresql://levee:hunter2@db");
        })));
        assertThat(answer.ready()).isFalse();
        assertThat(answer.checks().getFirst().detail())
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void whereAllChecksPassTheReplicaIsReady() {
        assertThat(answer(List.of(new Readiness.Check("ledger", Optional::empty)))
                        .ready())
                .isTrue();
    }

    private static Readiness.Answer answer(List<Readiness.Check> checks) {
        return new Readiness(checks, Thread::startVirtualThread, System::nanoTime).ask();
    }
}
