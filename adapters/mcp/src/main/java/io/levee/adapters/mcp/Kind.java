package io.levee.adapters.mcp;

import java.util.Optional;
import java.util.stream.Stream;

/// What a server can offer.
enum Kind {
    TOOL("tools", "tools/list", "tools"),
    PROMPT("prompts", "prompts/list", "prompts"),
    RESOURCE("resources", "resources/list", "resources");

    private final String capability;
    private final String list;
    private final String items;

    Kind(String capability, String list, String items) {
        this.capability = capability;
        this.list = list;
        this.items = items;
    }

    /// Its name among the capabilities of a server, and in the organisation's file.
    String capability() {
        return capability;
    }

    static Optional<Kind> named(String capability) {
        return Stream.of(values())
                .filter(kind -> kind.capability.equals(capability))
                .findFirst();
    }

    /// The method that lists it.
    String list() {
        return list;
    }

    /// Where the list stands in the answer.
    String items() {
        return items;
    }
}
