package io.levee.adapters.processes;

import io.levee.adapters.processes.Controllers.Kind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What this machine has for holding confined programs, tried when it is first needed: many a Levee launches none.
/// Thread-safe.
final class Equipment {
    private final Lazily<Apart> apart;
    private final Lazily<Controllers> controllers;

    Equipment(Supplier<Apart> apart, Supplier<Controllers> controllers) {
        this.apart = new Lazily<>(apart);
        this.controllers = new Lazily<>(controllers);
    }

    Apart apart() {
        return apart.get();
    }

    Controllers controllers() {
        return controllers.get();
    }

    Means means(Tier tier) {
        Means.By processes = apart().ownUser() && apart().limits() ? Means.By.USER_LIMIT : Means.By.WATCHED;
        return new Means(
                tier,
                controllers().has(Kind.MEMORY) ? Means.By.KERNEL : Means.By.WATCHED,
                controllers().has(Kind.CPU) ? Means.By.KERNEL : Means.By.NOT,
                controllers().has(Kind.PROCESSES) ? Means.By.KERNEL : processes,
                Means.By.WATCHED,
                apart().ownUser(),
                apart().noNewPrivileges());
    }

    private static final class Lazily<T> {
        private final Supplier<T> trial;
        private volatile @Nullable T found;

        private Lazily(Supplier<T> trial) {
            this.trial = trial;
        }

        private T get() {
            T now = found;
            if (now == null) {
                synchronized (this) {
                    now = found;
                    if (now == null) {
                        now = trial.get();
                        found = now;
                    }
                }
            }
            return now;
        }
    }
}
