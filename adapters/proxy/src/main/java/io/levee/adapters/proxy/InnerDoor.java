package io.levee.adapters.proxy;

import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.List;
import java.util.Optional;

/// The door of an API whose requests have to be read whole before anybody can say what they ask for.
public interface InnerDoor {
    /// The door of the API of this name, where it has one.
    @FunctionalInterface
    interface Doors {
        Optional<InnerDoor> of(String api);

        static Doors none() {
            return _ -> Optional.empty();
        }
    }

    /// Bytes of a body that is read whole; a larger one is refused.
    int bytesMax();

    /// Headers besides `Authorization` in which clients send their credential. They never travel.
    List<String> credentialHeaders();

    /// Whether this is somebody. For others nothing is gathered.
    boolean knows(String bearer);

    /// @param request what is known without the body
    Read read(CallRequest request, byte[] body);

    sealed interface Read {
        /// @param request to be decided; what is forwarded is the body that was read
        record Asks(CallRequest request, Passage passage) implements Read {}

        /// @param detail without a value of the body
        record No(CallRequest request, GatewayRefusal refusal, String detail) implements Read {}
    }
}
