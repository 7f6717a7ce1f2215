package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Descriptions of APIs, OpenAPI 3 and Swagger 2: operations, schemas, `info`, and the rest as
/// a document.
public final class OpenApi {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");
    private static final List<List<String>> SCHEMAS = List.of(List.of("components", "schemas"), List.of("definitions"));

    private final List<Piece> pieces = new ArrayList<>();
    private final Set<List<String>> told = new HashSet<>();

    private OpenApi() {}

    public static Optional<Shape.Shaped> of(Place ignored, Node document) {
        boolean described =
                document.text("openapi").isPresent() || document.text("swagger").isPresent();
        if (!described) {
            return Optional.empty();
        }
        OpenApi api = new OpenApi();
        document.get("info").ifPresent(info -> api.tell(Piece.of("info", "", info), List.of("info")));
        document.get("paths").map(Node::fields).orElse(Map.of()).forEach(api::path);
        for (List<String> where : SCHEMAS) {
            document.find(where.toArray(String[]::new))
                    .map(Node::fields)
                    .orElse(Map.of())
                    .forEach((name, schema) -> {
                        List<String> steps = new ArrayList<>(where);
                        steps.add(name);
                        api.tell(Piece.of("schema", name, schema), steps);
                    });
        }
        api.pieces.add(Piece.of("document", "", document).without(api.told));
        return Optional.of(new Shape.Shaped("openapi", api.pieces));
    }

    private void tell(Piece piece, List<String> steps) {
        pieces.add(piece);
        told.add(List.copyOf(steps));
    }

    private void path(String path, Node item) {
        Optional<Node> shared = item.get("parameters");
        item.fields().forEach((method, operation) -> {
            if (METHODS.contains(method) && operation instanceof Node.Fields) {
                String name = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
                tell(
                        Piece.of(
                                "operation",
                                name,
                                shared.map(list -> merged(operation, list)).orElse(operation)),
                        List.of("paths", path, method));
            }
        });
        told.add(List.of("paths", path, "parameters"));
    }

    /// An operation's own parameter wins over one of its path with the same name in the same
    /// place.
    private static Node merged(Node operation, Node shared) {
        List<Node> own = operation.get("parameters").map(Node::items).orElse(List.of());
        Set<String> names = new HashSet<>();
        own.forEach(parameter -> names.add(identity(parameter)));
        List<Node> all = new ArrayList<>(own);
        shared.items().stream()
                .filter(parameter -> !names.contains(identity(parameter)))
                .forEach(all::add);
        Map<String, Node> members = new LinkedHashMap<>(operation.fields());
        members.put(
                "parameters",
                new Node.Items(all, operation.get("parameters").orElse(shared).line()));
        return new Node.Fields(members, operation.line());
    }

    private static String identity(Node parameter) {
        return parameter.text("$ref").orElse("") + " " + parameter.text("in").orElse("") + " "
                + parameter.text("name").orElse("");
    }
}
