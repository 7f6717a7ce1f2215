package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node that still grows.
final class Sprout {
    private final int line;
    private final Map<String, Sprout> fields = new LinkedHashMap<>();
    private final List<Sprout> items = new ArrayList<>();
    private @Nullable Object scalar;

    Sprout(int line) {
        this.line = line;
    }

    Sprout field(String key, Sprout child) {
        fields.put(key, child);
        return child;
    }

    Sprout item(Sprout child) {
        items.add(child);
        return child;
    }

    void become(@Nullable Object value) {
        scalar = value;
    }

    /// A word that goes on in the next line.
    void goOn(String more) {
        if (fields.isEmpty() && items.isEmpty()) {
            scalar = scalar == null ? more : scalar + " " + more;
        }
    }

    boolean hasFields() {
        return !fields.isEmpty();
    }

    boolean hasItems() {
        return !items.isEmpty();
    }

    boolean isBare() {
        return fields.isEmpty() && items.isEmpty();
    }

    /// Takes all that another has, and leaves it empty.
    void takeFrom(Sprout other) {
        fields.putAll(other.fields);
        items.addAll(other.items);
        other.fields.clear();
        other.items.clear();
    }

    Node grown() {
        if (fields.isEmpty() && items.isEmpty()) {
            return scalar instanceof Node node ? node.at(line) : new Node.Scalar(scalar, line);
        }
        if (fields.isEmpty()) {
            return new Node.Items(items.stream().map(Sprout::grown).toList(), line);
        }
        Map<String, Node> members = new LinkedHashMap<>();
        fields.forEach((key, child) -> members.put(key, child.grown()));
        if (!items.isEmpty()) {
            members.put(
                    IndentScan.UNKNOWN,
                    new Node.Items(items.stream().map(Sprout::grown).toList(), line));
        }
        return new Node.Fields(members, line);
    }
}
