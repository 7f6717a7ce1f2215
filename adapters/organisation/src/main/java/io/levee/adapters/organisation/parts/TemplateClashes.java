package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Finds paths of one API between which a request could not be decided. Paths stand in a tree by their segments, so
/// that each is compared with those only that match something that it matches.
final class TemplateClashes {
    /// Clashes of one path that are listed; who has more has made the same mistake often.
    static final int LISTED_MAX = 10;

    private record Seen(int order, Located<PathTemplate> path, Set<String> methods) {
        boolean clashesWith(Seen other) {
            return !Collections.disjoint(methods, other.methods())
                    && path.value().clashesWith(other.path().value());
        }
    }

    private static final class Node {
        /// Of parameters it has no names: `{}`, `{}:cancel`.
        private final Map<String, Node> fixed = new HashMap<>();

        private final Map<String, Node> open = new HashMap<>();
        private final List<Seen> ending = new ArrayList<>(1);

        private Node child(String segment) {
            return PathTemplate.exactness(segment) == 2
                    ? fixed.computeIfAbsent(segment, _ -> new Node())
                    : open.computeIfAbsent(segment.replaceAll("\\{[^}]*}", "{}"), _ -> new Node());
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
            for (Node node : (Iterable<Node>) matching(segments.get(at))::iterator) {
                if (clashes.size() < LISTED_MAX) {
                    node.collect(path, at + 1, clashes);
                }
            }
        }

        private Stream<Node> matching(String segment) {
            return Stream.concat(
                    PathTemplate.exactness(segment) == 2
                            ? Stream.ofNullable(fixed.get(segment))
                            : fixed.values().stream(),
                    open.values().stream());
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
            say(added, before);
        }
        Node node = root;
        for (String segment : path.value().segments()) {
            node = node.child(segment);
        }
        node.ending.add(added);
    }

    /// Two paths of one shape are one path. Others share some requests only: these are refused when they come,
    /// and whoever describes an API of somebody else cannot rename its paths.
    private void say(Seen added, Seen before) {
        String both = "path `%s` and `%s` on line %d match "
                .formatted(
                        added.path().value(),
                        before.path().value(),
                        before.path().line());
        int line = added.path().line();
        if (added.path().value().sameShapeAs(before.path().value())) {
            findings.error(line, both + "the same requests", "keep one, or make their fixed segments differ");
        } else {
            findings.warning(
                    line,
                    both + "some of the same requests",
                    "these are refused (`operation-ambiguous`); make the fixed segments differ, where the API is yours");
        }
    }
}
