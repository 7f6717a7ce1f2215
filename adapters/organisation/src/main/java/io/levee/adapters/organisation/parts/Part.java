package io.levee.adapters.organisation.parts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one file says. Immutable.
///
/// @param mentioned ids of everything that the file means to declare, also where something is wrong with it: whoever
///                  refers to it made no mistake
public record Part(List<Declaration> declarations, Set<String> mentioned, List<Reference> references) {
    public static final Part EMPTY = new Part(List.of(), Set.of(), List.of());

    public Part {
        declarations = List.copyOf(declarations);
        mentioned = Set.copyOf(mentioned);
        references = List.copyOf(references);
    }

    /// Collects a part while its file is read.
    static final class Draft {
        private final List<Declaration> declarations = new ArrayList<>();
        private final Set<String> mentioned = new HashSet<>();
        private final List<Reference> references = new ArrayList<>();

        void declare(Declaration declaration) {
            declarations.add(declaration);
            mentioned.add(declaration.id());
        }

        void mention(Object id) {
            mentioned.add(id.toString());
        }

        void refer(int line, String from, Reference.Target target) {
            references.add(new Reference(target, from, line));
        }

        Part part() {
            return new Part(declarations, mentioned, references);
        }
    }
}
