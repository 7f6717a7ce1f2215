package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import io.levee.catalog.FramedSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One declared path with its methods.
///
/// @param names of its parameters, by segment; none for a literal
record Template(String text, List<Part> parts, List<List<String>> names, SortedMap<String, Api.Operation> operations) {
    /// One segment of a template.
    sealed interface Part {
        boolean matches(String segment);

        /// 2 for a literal, 1 for parameters with something around them, 0 for a parameter.
        int exactness();

        /// What a matching segment says, parameter by parameter, without what is around them; none where it could be
        /// read in two ways.
        default List<String> values(String segment) {
            return List.of(segment);
        }

        record Literal(String text) implements Part {
            @Override
            public boolean matches(String segment) {
                return text.equals(segment);
            }

            @Override
            public int exactness() {
                return 2;
            }
        }

        /// `report-{id}.csv`, `{base}...{head}`, `{name}:cancel`
        ///
        /// @param framed what stands around it
        record Framed(FramedSegment framed) implements Part {
            @Override
            public boolean matches(String segment) {
                return framed.matches(segment);
            }

            @Override
            public int exactness() {
                return 1;
            }

            @Override
            public List<String> values(String segment) {
                return framed.values(segment);
            }
        }

        record Parameter() implements Part {
            @Override
            public boolean matches(String segment) {
                return !segment.isEmpty();
            }

            @Override
            public int exactness() {
                return 0;
            }
        }
    }

    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        List<List<String>> names = new ArrayList<>();
        for (String segment : text.substring(1).split("/", -1)) {
            List<String> inside = FramedSegment.names(segment);
            if (inside.isEmpty()) {
                parts.add(new Part.Literal(segment));
            } else if (inside.size() == 1
                    && segment.length() == inside.getFirst().length() + 2) {
                parts.add(new Part.Parameter());
            } else {
                parts.add(new Part.Framed(FramedSegment.parse(segment)));
            }
            names.add(inside);
        }
        return new Template(text, List.copyOf(parts), List.copyOf(names), new TreeMap<>());
    }

    /// True where every segment is at least as exact as the other's.
    boolean atLeastAsExactAs(Template other) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).exactness() < other.parts.get(i).exactness()) {
                return false;
            }
        }
        return true;
    }
}
