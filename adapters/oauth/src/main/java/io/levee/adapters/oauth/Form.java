package io.levee.adapters.oauth;

import java.util.List;
import java.util.Map;

/// Parameters of an OAuth request. Each may be there once (RFC 6749 §3.2); an empty one is absent.
public record Form(Map<String, String> parameters) {
    public static final int PARAMETERS_MAX = 32;

    public Form {
        parameters = Map.copyOf(parameters);
    }

    /// Throws [IllegalArgumentException] for what is repeated.
    public static Form of(Map<String, List<String>> raw) {
        if (raw.size() > PARAMETERS_MAX) {
            throw new IllegalArgumentException("a request has at most %d parameters".formatted(PARAMETERS_MAX));
        }
        raw.forEach((name, values) -> {
            if (values.size() != 1) {
                throw new IllegalArgumentException("send each parameter once");
            }
        });
        Map<String, String> once = new java.util.HashMap<>();
        raw.forEach((name, values) -> {
            if (!values.getFirst().isEmpty()) {
                once.put(name, values.getFirst());
            }
        });
        return new Form(once);
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /// Empty where it is absent.
    public String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// The names only: the values are secrets.
    @Override
    public String toString() {
        return parameters.keySet().toString();
    }
}
