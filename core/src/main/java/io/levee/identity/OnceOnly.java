package io.levee.identity;

import java.time.Instant;

/// Remembers what may be used once, over all replicas.
public interface OnceOnly {
    /// True the first time this `id` is used by `user`; false ever after, until `forgetAfter`, when whatever it names
    /// has expired by itself.
    boolean use(ActorId user, String id, Instant forgetAfter);
}
