package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Finds paths of one API between which a request could not be decided. Paths stand in a tree by their segments, so
/// that each is compared with those only that match something that it matches.
final class TemplateClashes {
    /// Clashes of one path that are listed; who has more has made the same mistake often.
    static final int LISTED_MAX = 10;

    private record Seen(int order, Located<PathTemplate> path, Set<String> methods) {
        boolean clashesWith(Seen other) {
            PathTemplate template = path.value();
            PathTemplate otherTemplate = other.path().value();
            return template.sameShapeAs(otherTemplate)
                    || (!Collections.disjoint(methods, other.methods()) && template.clashesWith(otherTemplate));
        }
    }

    private static final class Node {
        /// Any parameter is one child: `{}`, which no fixed segment is.
        private static final String PARAMETER = "{}";

        private final Map<String, Node> children = new HashMap<>();
        private final List<Seen> ending = new ArrayList<>(1);

        private static String key(String segment) {
            return PathTemplate.isParameter(segment) ? PARAMETER : segment;
        }

        private Node child(String segment) {
            return children.computeIfAbsent(key(segment), _ -> new Node());
        }

        /// Adds what clashes, up to [#LISTED_MAX].
        private void collect(Seen path, int at, List<Seen> clashes) {
            List<String> segments = path.path().value().segments();
            if (at == segments.size()) {
                ending.stream()
                        .filter(path::clashesWith)
                        .limit(LISTED_MAX - clashes.size())
                        .forEach(clashes::add);
                return;
            }
            for (Node node : matching(key(segments.get(at)))) {
                if (clashes.size() < LISTED_MAX) {
                    node.collect(path, at + 1, clashes);
                }
            }
        }

        private Collection<Node> matching(String key) {
            return key.equals(PARAMETER)
                    ? children.values()
                    : Stream.of(key, PARAMETER)
                            .map(children::get)
                            .filter(Objects::nonNull)
                            .toList();
        }
    }

    private final Findings findings;
    private final Node root = new Node();
    private int paths;

    TemplateClashes(Findings findings) {
        this.findings = findings;
    }

    void add(Located<PathTemplate> path, Set<String> methods) {
        Seen added = new Seen(paths++, path, Set.copyOf(methods));
        List<Seen> clashes = new ArrayList<>();
        root.collect(added, 0, clashes);
        clashes.sort(Comparator.comparingInt(Seen::order));
        for (Seen before : clashes) {
            findings.error(
                    path.line(),
                    "path `%s` and `%s` on line %d match the same requests"
                            .formatted(
                                    path.value(),
                                    before.path().value(),
                                    before.path().line()),
                    "keep one, or make their fixed segments differ");
        }
        Node node = root;
        for (String segment : path.value().segments()) {
            node = node.child(segment);
        }
        node.ending.add(added);
    }
}
