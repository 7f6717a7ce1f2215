package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Flags as flagd reads them: `state`, `variants`, `defaultVariant`, and `targeting`, which is
/// JsonLogic with `fractional` (https://flagd.dev/reference/flag-definitions/).
final class Flagd {
    private static final double ALL = 100;

    private final Map<String, Node> variants;
    private final double otherwise;

    private Flagd(Map<String, Node> variants, Optional<String> otherwise) {
        this.variants = variants;
        this.otherwise = otherwise.map(this::share).orElse(0.0);
    }

    static boolean fits(Node flag) {
        return flag.get("variants").isPresent()
                || flag.get("defaultVariant").isPresent()
                || flag.text("state")
                        .filter(state -> state.matches("ENABLED|DISABLED"))
                        .isPresent();
    }

    static Piece piece(String key, Node flag) {
        boolean enabled = flag.text("state").map("ENABLED"::equals).orElse(true);
        Node variants = flag.get("variants").orElse(new Node.Fields(Map.of(), 0));
        Flagd flagd = new Flagd(variants.fields(), flag.text("defaultVariant"));
        Optional<Node> targeting = flag.get("targeting").filter(rule -> !rule.isLeaf());
        double share = targeting.map(flagd::share).orElse(flagd.otherwise);
        return Flag.piece(
                key,
                enabled,
                enabled ? share : 0,
                flag,
                Flag.Lines.of(flag, flag.get("state"), targeting.or(() -> flag.get("defaultVariant"))));
    }

    private double share(String variant) {
        return Flag.isOff(variant, Optional.ofNullable(variants.get(variant))) ? 0 : ALL;
    }

    /// The largest share of any way through a rule.
    private double share(Node rule) {
        if (rule instanceof Node.Scalar(var value, var _)) {
            return value == null ? otherwise : share(value.toString());
        }
        Optional<Node> choice = rule.get("if").or(() -> rule.get("?:"));
        if (choice.isPresent()) {
            return branches(choice.get().items());
        }
        Optional<Node> fractional = rule.get("fractional").or(() -> rule.get("fractionalEvaluation"));
        if (fractional.isPresent()) {
            return buckets(fractional.get().items());
        }
        return variants.keySet().stream().mapToDouble(this::share).max().orElse(ALL);
    }

    /// `[condition, then, condition, then, …, else]`; without the last, the default variant.
    private double branches(List<Node> branches) {
        double largest = branches.size() % 2 == 0 ? otherwise : 0;
        for (int i = 1; i < branches.size(); i += 2) {
            largest = Math.max(largest, share(branches.get(i)));
        }
        return branches.size() % 2 == 0 ? largest : Math.max(largest, share(branches.getLast()));
    }

    /// `["on", 5]` each; a weight that is missing is 1. What is no pair says which users fall
    /// together.
    private double buckets(List<Node> buckets) {
        double all = 0;
        double on = 0;
        for (Node bucket : buckets) {
            List<Node> pair = bucket.items();
            if (pair.isEmpty()) {
                continue;
            }
            double weight =
                    pair.size() > 1 ? Math.max(0, Flag.percent(pair.get(1)).orElse(1.0)) : 1;
            all += weight;
            on += weight * share(pair.getFirst()) / ALL;
        }
        return all > 0 ? on / all * ALL : otherwise;
    }
}
