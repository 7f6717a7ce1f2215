package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.catalog.Catalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Every declared operation of one catalog, by path. A path is chosen before the method, literals before
/// parameters, and a path that two templates match without one being more exact everywhere is refused: the
/// gateway would authorise one operation while the upstream does the other. Immutable once built.
final class Routes {
    private final Catalog catalog;
    private final Map<String, Node> roots = new HashMap<>();

    Routes(Catalog catalog) {
        this.catalog = catalog;
        for (Api api : catalog.apis()) {
            Node root = roots.computeIfAbsent(api.name(), _ -> new Node());
            api.operations().forEach(operation -> add(root, operation));
        }
    }

    /// True where these are the routes of exactly this catalog.
    boolean of(Catalog other) {
        return catalog == other;
    }

    Route find(CallRequest request, NormalPath.Normal path) {
        String name = path.segments().getFirst();
        Node root = roots.get(name);
        if (root == null) {
            return new Route.ApiUnknown();
        }
        Api api = catalog.api(name).orElseThrow();
        if (api.protocol() != request.protocol()) {
            return new Route.OtherProtocol(api);
        }
        List<Template> matching = new ArrayList<>(1);
        root.collect(path.segments(), 1, matching);
        if (matching.isEmpty()) {
            return new Route.NotDeclared(api);
        }
        Template chosen = matching.getFirst(); // the most exact from the left, see Node#collect
        if (matching.size() == 1) {
            return found(api, chosen, request, path);
        }
        List<Template> alike = new ArrayList<>(List.of(chosen));
        for (Template other : matching.subList(1, matching.size())) {
            if (chosen.parts().equals(other.parts())) {
                alike.add(other);
            } else if (!chosen.atLeastAsExactAs(other) || other.atLeastAsExactAs(chosen)) {
                return new Route.Ambiguous(api, chosen.text(), other.text());
            }
        }
        return among(api, alike, request, path);
    }

    /// @param alike paths that differ in the names of their parameters only: the method says which is meant
    private Route among(Api api, List<Template> alike, CallRequest request, NormalPath.Normal path) {
        List<Template> able = alike.stream()
                .filter(template -> template.operations().containsKey(request.method()))
                .toList();
        if (able.size() > 1) {
            return new Route.Ambiguous(api, able.get(0).text(), able.get(1).text());
        }
        if (able.isEmpty()) {
            Set<String> declared = new TreeSet<>();
            alike.forEach(template -> declared.addAll(template.operations().keySet()));
            return new Route.MethodNotDeclared(api, declared);
        }
        return found(api, able.getFirst(), request, path);
    }

    private Route found(Api api, Template chosen, CallRequest request, NormalPath.Normal path) {
        Api.Operation operation = chosen.operations().get(request.method());
        if (operation == null) {
            return new Route.MethodNotDeclared(
                    api, Set.copyOf(chosen.operations().keySet()));
        }
        return operation.names().isEmpty()
                ? new Route.Found(api, operation, List.of())
                : named(api, operation, ParameterRules.values(chosen, path, request.arguments()));
    }

    private Route named(Api api, Api.Operation operation, Map<String, String> values) {
        List<AssetId> named = new ArrayList<>(operation.names().size());
        for (AssetTemplate template : operation.names()) {
            Optional<AssetId> asset = template.fill(values);
            if (asset.flatMap(catalog::asset).isEmpty()) {
                String what = asset.map(AssetId::toString).orElse(template.text());
                return new Route.NotDescribed(api, operation, what);
            }
            named.add(asset.get());
        }
        return new Route.Found(api, operation, named);
    }

    private static void add(Node root, Api.Operation operation) {
        Template template = Template.parse(operation.path());
        Node node = root;
        for (Template.Part part : template.parts()) {
            node = node.child(part);
        }
        for (Template held : node.ending) {
            if (held.text().equals(template.text())) {
                held.operations().putIfAbsent(operation.method(), operation);
                return;
            }
        }
        // `/jobs/{id}` beside `/jobs/{name}`: one path under two names
        template.operations().put(operation.method(), operation);
        node.ending.add(template);
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Template.Part, Node> open = new HashMap<>();
        private final List<Template> ending = new ArrayList<>(1);

        private Node child(Template.Part part) {
            return switch (part) {
                case Template.Part.Literal literal -> literals.computeIfAbsent(literal.text(), _ -> new Node());
                case Template.Part.Framed framed -> open.computeIfAbsent(framed, _ -> new Node());
                case Template.Part.Parameter parameter -> open.computeIfAbsent(parameter, _ -> new Node());
            };
        }

        /// Adds every template that matches, the literal branch first. Visits each node at most once, so a
        /// hostile path costs no more than the description is large.
        private void collect(List<String> segments, int at, List<Template> matching) {
            if (at == segments.size()) {
                matching.addAll(ending);
                return;
            }
            String segment = segments.get(at);
            Node literal = literals.get(segment);
            if (literal != null) {
                literal.collect(segments, at + 1, matching);
            }
            for (int exactness = 1; exactness >= 0 && !open.isEmpty(); exactness--) {
                for (Map.Entry<Template.Part, Node> branch : open.entrySet()) {
                    if (branch.getKey().exactness() == exactness
                            && branch.getKey().matches(segment)) {
                        branch.getValue().collect(segments, at + 1, matching);
                    }
                }
            }
        }
    }
}
