package io.levee.testkit;

import io.levee.identity.SigningKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Signing keys that end with the test. Thread-safe; several key rings may share one, as replicas share a database.
public final class MemorySigningKeys implements SigningKeys {
    private final List<SealedKey> keys = new ArrayList<>();
    private int read;

    @Override
    public synchronized List<SealedKey> all() {
        read++;
        return keys.stream()
                .sorted(Comparator.comparingInt(SealedKey::generation))
                .toList();
    }

    @Override
    public synchronized boolean add(SealedKey key) {
        if (keys.stream().anyMatch(known -> known.generation() == key.generation())) {
            return false;
        }
        return keys.add(key);
    }

    @Override
    public synchronized void forget(int generation) {
        keys.removeIf(key -> key.generation() == generation);
    }

    /// How often somebody asked for all of them.
    public synchronized int timesRead() {
        return read;
    }
}
