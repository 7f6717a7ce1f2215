package io.levee.adapters.formats;

import io.levee.adapters.formats.shape.HelmValues;
import io.levee.adapters.formats.shape.Place;
import io.levee.adapters.formats.text.IndentScan;
import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A notation of trees. Where one side is broken or cut, both are read by indentation, so that
/// they nest alike.
///
/// @param indented whether that can be done
record Trees(Notation notation, boolean indented, Shapes shapes) implements Language {
    @FunctionalInterface
    interface Notation {
        Reading read(String text, int first);
    }

    @Override
    public Optional<Both> read(Text before, Text after) {
        if (indented && (HelmValues.isTemplate(before.text()) || HelmValues.isTemplate(after.text()))) {
            return Optional.empty();
        }
        Reading was = exactly(before);
        Reading is = exactly(after);
        String problemBefore = before.fragment() ? "" : was.problem();
        String problemAfter = after.fragment() ? "" : is.problem();
        if (indented && (was.broken() || is.broken())) {
            was = IndentScan.read(before.text(), before.first());
            is = IndentScan.read(after.text(), after.first());
        }
        return Optional.of(both(before, was, problemBefore, after, is, problemAfter));
    }

    private Both both(Text before, Reading was, String problemBefore, Text after, Reading is, String problemAfter) {
        var old = shapes.recognise(place(before), was.documents());
        var now = shapes.recognise(place(after), is.documents());
        Set<String> formats = new LinkedHashSet<>(now.formats().isEmpty() ? old.formats() : now.formats());
        return new Both(
                shapes.format(formats),
                new Side(old.pieces(), problem(problemBefore, old)),
                new Side(now.pieces(), problem(problemAfter, now)));
    }

    private static String problem(String problem, Shapes.Recognised recognised) {
        return problem.isEmpty() && recognised.cut()
                ? "more than %d parts: split the file".formatted(Budget.PIECES_MAX)
                : problem;
    }

    private static Place place(Text text) {
        return new Place(text.path(), text.fragment());
    }

    /// A piece of a file counts as broken unless a map or a list, and nothing else, stands in
    /// it.
    private Reading exactly(Text text) {
        Reading reading = notation.read(text.fragment() ? dedented(text.text()) : text.text(), text.first());
        boolean tree = reading.documents().stream()
                .allMatch(node -> !(node instanceof Node.Scalar(var value, var _)) || value == null);
        return text.fragment() && !tree ? new Reading(List.of(), "a piece of a file") : reading;
    }

    private static String dedented(String text) {
        return text.stripIndent();
    }
}
