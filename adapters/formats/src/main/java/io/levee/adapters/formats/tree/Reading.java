package io.levee.adapters.formats.tree;

import java.util.List;

/// What a reader of a text makes of it.
///
/// @param documents what could be read, in order
/// @param problem   what its format does not allow, as [Budget#problem] writes it; empty where
///                  all was read
public record Reading(List<Node> documents, String problem) {
    public static final Reading NOTHING = new Reading(List.of(), "");

    public Reading {
        documents = List.copyOf(documents);
    }

    public boolean broken() {
        return !problem.isEmpty();
    }
}
