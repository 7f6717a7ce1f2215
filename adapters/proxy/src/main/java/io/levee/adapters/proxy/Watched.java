package io.levee.adapters.proxy;

import io.levee.facts.ContractFact.Breach;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Looks at a body that goes by, where a breach is only reported: nothing waits for it.
final class Watched {
    private final Sample sample;
    private final Contract.Check check;
    private final Consumer<List<Breach>> found;
    private final AtomicBoolean told = new AtomicBoolean();

    Watched(Sample sample, Contract.Check check, Consumer<List<Breach>> found) {
        this.sample = sample;
        this.check = check;
        this.found = found;
    }

    void add(ByteBuffer buffer) {
        var _ = sample.add(buffer);
    }

    /// The body was there to its end; said once.
    void whole() {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        List<Breach> breaches = sample.isWhole()
                ? Terms.checked(check, sample.bytes())
                : List.of(new Breach("/body", ContractRules.TOO_LARGE));
        sample.drop();
        found.accept(breaches);
    }

    /// The call ended, whatever became of its body.
    void drop() {
        sample.drop();
    }
}
