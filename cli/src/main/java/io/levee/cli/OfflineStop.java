package io.levee.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Signs an order and brings it to the control doors of replicas, past the API, the database and whoever issues tokens.
public interface OfflineStop {
    /// @param person whose key signs
    /// @param key    the file that `levee operator-key` made
    /// @param doors  control doors; empty for that of this machine
    record Order(String scope, List<String> layers, String reason, String person, Path key, List<URI> doors) {
        public Order {
            layers = List.copyOf(layers);
            doors = List.copyOf(doors);
        }
    }

    /// What each of them answered: `{"id","scope","by","reason","replicas":[{"door","answered","holds",…}],"holds"}`.
    /// Never fails because one of them does.
    JsonNode send(Order order);
}
