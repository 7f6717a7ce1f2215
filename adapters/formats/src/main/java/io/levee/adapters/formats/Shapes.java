package io.levee.adapters.formats;

import io.levee.adapters.formats.shape.Flags;
import io.levee.adapters.formats.shape.HelmValues;
import io.levee.adapters.formats.shape.Manifests;
import io.levee.adapters.formats.shape.OpenApi;
import io.levee.adapters.formats.shape.Place;
import io.levee.adapters.formats.shape.Settings;
import io.levee.adapters.formats.shape.Shape;
import io.levee.adapters.formats.shape.Topics;
import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The formats that one notation can carry. The first that fits a document has it; what fits
/// none is a document.
///
/// @param plain the format of what fits none
record Shapes(String plain, List<Shape> shapes) {
    static final List<Shape> NESTED =
            List.of(Manifests::of, OpenApi::of, Settings::flink, Flags::of, Topics::of, HelmValues::of);
    static final List<Shape> FLAT = List.of(Settings::spark, Settings::broker, Settings::client);

    Shapes {
        shapes = List.copyOf(shapes);
    }

    /// The documents of one side.
    ///
    /// @param formats all that were recognised, without `plain`
    record Recognised(Set<String> formats, List<Piece> pieces, boolean cut) {}

    Recognised recognise(Place place, List<Node> documents) {
        Set<String> formats = new LinkedHashSet<>();
        List<Piece> pieces = new ArrayList<>();
        List<Node> written = documents.stream().filter(Shapes::isWritten).toList();
        for (int i = 0; i < written.size(); i++) {
            Node document = written.get(i);
            Optional<Shape.Shaped> shaped = shape(place, document);
            if (shaped.isPresent()) {
                formats.add(shaped.get().format());
                pieces.addAll(shaped.get().pieces());
            } else {
                String name = written.size() > 1 ? "#" + (i + 1) : "";
                pieces.add(Piece.of("document", name, document).knownAs(""));
            }
        }
        boolean cut = pieces.size() > Budget.PIECES_MAX;
        return new Recognised(formats, cut ? pieces.subList(0, Budget.PIECES_MAX) : pieces, cut);
    }

    /// One word for a file: its one format, or what its formats have in common.
    String format(Set<String> formats) {
        if (formats.isEmpty()) {
            return plain;
        }
        return formats.size() == 1 ? formats.iterator().next() : mixed(formats);
    }

    private String mixed(Set<String> formats) {
        return formats.contains("flags") || formats.contains("openapi") ? plain : "kubernetes";
    }

    private Optional<Shape.Shaped> shape(Place place, Node document) {
        return shapes.stream()
                .flatMap(shape -> shape.of(place, document).stream())
                .findFirst();
    }

    private static boolean isWritten(Node document) {
        return !(document instanceof Node.Scalar(var value, var _) && value == null);
    }
}
