package io.levee.adapters.proxy;

import io.levee.rooms.gateway.OpenCall;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/// What an [InnerDoor] does while an allowed call passes. One thread at a time; must not block.
public interface Passage {
    Passage PLAIN = new Passage() {};

    /// Headers of the client that do not travel, in lower case.
    default Set<String> dropped() {
        return Set.of();
    }

    /// Headers that the upstream gets besides, in place of any that the client sent.
    default Map<String, String> added() {
        return Map.of();
    }

    default void answered(int status, String contentType) {}

    /// Bytes of the answer, before they are written to the client.
    default void passed(ByteBuffer bytes) {}

    /// It is over, however it ended; whatever budgets count and the door cannot see is said to the call now.
    default void ended(OpenCall call) {}
}
