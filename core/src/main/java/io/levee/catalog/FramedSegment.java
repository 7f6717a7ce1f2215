package io.levee.catalog;

import java.util.ArrayList;
import java.util.List;

/// A segment of a path that holds parameters with something around them: `report-{id}.csv`, `{base}...{head}`,
/// `{name}:cancel`. Immutable.
///
/// @param fixed what stands before the first parameter, between them and behind the last; one more than there are
///              parameters, and only the first and the last may be empty
public record FramedSegment(List<String> fixed) {
    public FramedSegment {
        fixed = List.copyOf(fixed);
        if (fixed.size() < 2) {
            throw new IllegalArgumentException("no parameter in `%s`".formatted(fixed));
        }
    }

    /// Of a segment with at least one parameter.
    public static FramedSegment parse(String segment) {
        List<String> fixed = new ArrayList<>();
        int at = 0;
        for (String name : names(segment)) {
            int open = segment.indexOf('{', at);
            fixed.add(segment.substring(at, open));
            at = open + name.length() + 2;
        }
        fixed.add(segment.substring(at));
        return new FramedSegment(fixed);
    }

    /// The names between braces, in order.
    public static List<String> names(String segment) {
        List<String> names = new ArrayList<>();
        int open = segment.indexOf('{');
        while (open >= 0) {
            int close = segment.indexOf('}', open);
            if (close < 0) {
                break;
            }
            names.add(segment.substring(open + 1, close));
            open = segment.indexOf('{', close);
        }
        return List.copyOf(names);
    }

    public boolean matches(String segment) {
        return !leftmost(segment).isEmpty();
    }

    /// One for each parameter; none where it does not match, or where it could be read in two ways:
    /// `a...b...c` as `{base}...{head}`.
    public List<String> values(String segment) {
        List<String> values = leftmost(segment);
        return values.equals(rightmost(segment)) ? values : List.of();
    }

    /// Every text between is looked for as early as it can be, which leaves most room for those behind it.
    private List<String> leftmost(String segment) {
        String after = fixed.getLast();
        if (!segment.startsWith(fixed.getFirst()) || !segment.endsWith(after)) {
            return List.of();
        }
        int end = segment.length() - after.length();
        int start = fixed.getFirst().length();
        List<String> values = new ArrayList<>();
        for (String between : fixed.subList(1, fixed.size() - 1)) {
            int at = segment.indexOf(between, start + 1);
            if (at < 0) {
                return List.of();
            }
            values.add(segment.substring(start, at));
            start = at + between.length();
        }
        if (start >= end) {
            return List.of();
        }
        values.add(segment.substring(start, end));
        return values;
    }

    private List<String> rightmost(String segment) {
        int end = segment.length() - fixed.getLast().length();
        List<String> values = new ArrayList<>();
        for (String between : fixed.subList(1, fixed.size() - 1).reversed()) {
            int at = segment.lastIndexOf(between, end - 1 - between.length());
            if (at < 0) {
                return List.of();
            }
            values.addFirst(segment.substring(at + between.length(), end));
            end = at;
        }
        int start = fixed.getFirst().length();
        if (start >= end) {
            return List.of();
        }
        values.addFirst(segment.substring(start, end));
        return values;
    }
}
