package io.levee.testkit;

import io.levee.identity.ActorId;
import io.levee.identity.OnceOnly;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers what was used until the test ends. Thread-safe.
public final class MemoryOnceOnly implements OnceOnly {
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    @Override
    public boolean use(ActorId user, String id, Instant forgetAfter) {
        return used.add(user + " " + id);
    }
}
