package io.levee.adapters.proxy;

import io.levee.rooms.gateway.CallRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Doors of APIs whose upstream wants to know that it is the gateway that asks: what is
/// forwarded carries a key that only the gateway has, in place of the client's credential. An
/// API for which there is no key is forwarded as any other, and its upstream refuses.
public final class KeyedDoors implements InnerDoor.Doors {
    private static final int BYTES_MAX = 64 * 1024;

    private final Function<String, Optional<String>> keys;
    private final Predicate<String> known;

    /// @param keys  by API; asked for each call, so that a key may be rotated
    /// @param known whether a bearer is somebody at the gateway
    public KeyedDoors(Function<String, Optional<String>> keys, Predicate<String> known) {
        this.keys = keys;
        this.known = known;
    }

    @Override
    public Optional<InnerDoor> of(String api) {
        return keys.apply(api).map(key -> new KeyedDoor(new Keyed(key), known));
    }

    private record KeyedDoor(Passage passage, Predicate<String> known) implements InnerDoor {
        @Override
        public int bytesMax() {
            return BYTES_MAX;
        }

        @Override
        public List<String> credentialHeaders() {
            return List.of();
        }

        @Override
        public boolean knows(String bearer) {
            return known.test(bearer);
        }

        @Override
        public Read read(CallRequest request, byte[] body) {
            return new Read.Asks(request, passage);
        }
    }

    private record Keyed(String key) implements Passage {
        @Override
        public Map<String, String> added() {
            return Map.of("Authorization", "Bearer " + key);
        }

        /// A key is in no log line.
        @Override
        public String toString() {
            return "Keyed";
        }
    }
}
