package io.levee.rooms.stop.rule;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that forgets what was longest unused beyond so many entries (I8). One thread at a time.
final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Bounded(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
