package io.levee.adapters.formats.tree;

import io.levee.change.StructuredChange.Part;
import io.levee.change.StructuredChange.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the single values in which two trees differ. What comes or goes with all that is below
/// it is told leaf by leaf.
public final class TreeDiff {
    private final Set<List<String>> aside;
    private final List<String> steps = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    private TreeDiff(Set<List<String>> aside) {
        this.aside = aside;
    }

    /// At most [Part#VALUES_MAX], in the order of the tree after, what is gone last.
    ///
    /// @param aside paths that are not compared
    public static List<Value> between(@Nullable Node before, @Nullable Node after, Set<List<String>> aside) {
        TreeDiff diff = new TreeDiff(aside);
        if (before != null && after != null) {
            diff.compare(before, after);
        } else if (after != null) {
            diff.leaves(after, true);
        } else if (before != null) {
            diff.leaves(before, false);
        }
        return List.copyOf(diff.values);
    }

    private void compare(Node before, Node after) {
        if (full() || isAside()) {
            return;
        }
        if (before instanceof Node.Fields a && after instanceof Node.Fields b) {
            fields(a, b);
        } else if (before instanceof Node.Items a && after instanceof Node.Items b) {
            items(a, b);
        } else if (before.isLeaf() && after.isLeaf()) {
            if (!Objects.equals(before.plain(), after.plain())) {
                values.add(new Value(steps, before.plain(), after.plain(), before.line(), after.line()));
            }
        } else {
            leaves(before, false);
            leaves(after, true);
        }
    }

    private void fields(Node.Fields before, Node.Fields after) {
        after.members().forEach((key, now) -> {
            Node was = before.members().get(key);
            if (was == null) {
                below(key, () -> leaves(now, true));
            } else {
                below(key, () -> compare(was, now));
            }
        });
        before.members().forEach((key, was) -> {
            if (!after.members().containsKey(key)) {
                below(key, () -> leaves(was, false));
            }
        });
    }

    private void items(Node.Items before, Node.Items after) {
        for (Pairs.Pair pair : Pairs.of(before, after)) {
            below(pair.step(), () -> {
                Node was = pair.before();
                Node now = pair.after();
                if (was != null && now != null) {
                    compare(was, now);
                } else if (now != null) {
                    leaves(now, true);
                } else if (was != null) {
                    leaves(was, false);
                }
            });
        }
    }

    /// All that is there on one side alone.
    private void leaves(Node node, boolean added) {
        if (full() || isAside()) {
            return;
        }
        if (node.isLeaf()) {
            values.add(
                    added
                            ? new Value(steps, null, node.plain(), 0, node.line())
                            : new Value(steps, node.plain(), null, node.line(), 0));
        } else if (node instanceof Node.Fields map) {
            map.members().forEach((key, member) -> below(key, () -> leaves(member, added)));
        } else if (node instanceof Node.Items list) {
            Optional<String> named = Pairs.name(list);
            for (int i = 0; i < list.members().size(); i++) {
                Node member = list.members().get(i);
                String step = named.flatMap(member::text).orElse(Integer.toString(i));
                below(step, () -> leaves(member, added));
            }
        }
    }

    private void below(String step, Runnable look) {
        if (full()) {
            return;
        }
        steps.add(step);
        look.run();
        steps.removeLast();
    }

    private boolean full() {
        return values.size() >= Part.VALUES_MAX;
    }

    private boolean isAside() {
        return !aside.isEmpty() && aside.contains(steps);
    }
}
