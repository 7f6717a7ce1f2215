package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One declared path with its methods.
///
/// @param names of its parameters, by segment; empty for a literal
record Template(String text, List<Part> parts, List<String> names, SortedMap<String, Api.Operation> operations) {
    /// One segment of a template.
    sealed interface Part {
        boolean matches(String segment);

        /// 2 for a literal, 1 for a parameter with something around it, 0 for a parameter.
        int exactness();

        /// What a matching segment says, without what is around it.
        default String value(String segment) {
            return segment;
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

        /// `report-{id}.csv`
        record Framed(String before, String after) implements Part {
            @Override
            public boolean matches(String segment) {
                return segment.length() > before.length() + after.length()
                        && segment.startsWith(before)
                        && segment.endsWith(after);
            }

            @Override
            public int exactness() {
                return 1;
            }

            @Override
            public String value(String segment) {
                return segment.substring(before.length(), segment.length() - after.length());
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
        List<String> names = new ArrayList<>();
        for (String segment : text.substring(1).split("/", -1)) {
            int open = segment.indexOf('{');
            int close = segment.lastIndexOf('}');
            if (open < 0 || close < open) {
                parts.add(new Part.Literal(segment));
            } else if (open == 0 && close == segment.length() - 1) {
                parts.add(new Part.Parameter());
            } else {
                parts.add(new Part.Framed(segment.substring(0, open), segment.substring(close + 1)));
            }
            names.add(open < 0 || close < open ? "" : segment.substring(open + 1, close));
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
