package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Values of a chart of Helm.
public final class HelmValues {
    private static final Pattern FILE = Pattern.compile("values.*\\.ya?ml");
    private static final Pattern CHART = Pattern.compile("(^|/)[^/]*(chart|helm)[^/]*/");
    /// An action of a template where YAML has a line or a value of its own.
    private static final Pattern ACTION =
            Pattern.compile("(?m)^\\s*(?:- +)?\\{[{%]|:[ \\t]+(?:\\{\\{|\\{%)|^- +\\{\\{");

    private HelmValues() {}

    public static Optional<Shape.Shaped> of(Place place, Node document) {
        boolean values = FILE.matcher(place.name()).matches()
                && (place.name().matches("values\\.ya?ml")
                        || CHART.matcher(place.path()).find());
        return values
                ? Optional.of(new Shape.Shaped("helm-values", List.of(Piece.of("values", "", document))))
                : Optional.empty();
    }

    /// Whether a text becomes YAML only once it is rendered.
    public static boolean isTemplate(String text) {
        return (text.contains("{{") || text.contains("{%"))
                && ACTION.matcher(text).find();
    }
}
