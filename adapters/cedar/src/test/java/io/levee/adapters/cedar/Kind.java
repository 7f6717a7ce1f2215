package io.levee.adapters.cedar;

import java.util.List;

/// Cedar's types, and the attribute that usually holds a value of one.
enum Kind {
    TRUTH("b"),
    NUMBER("n"),
    TEXT("s"),
    ENTITY("e"),
    SET("t"),
    RECORD("r"),
    DECIMAL("d"),
    IP("i"),
    DATETIME("m"),
    DURATION("u");

    static final List<Kind> ALL = List.of(values());

    private final String attribute;

    Kind(String attribute) {
        this.attribute = attribute;
    }

    String attribute() {
        return attribute;
    }
}
