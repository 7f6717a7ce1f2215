package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A feature flag: `{key, enabled, rolloutPercent, raw}`.
///
/// The share is the largest part of all users that may get something other than off, 0 to 100:
/// conditions that choose users are taken to hold, because a file does not tell for how many
/// they do.
final class Flag {
    private static final Set<String> OFF = Set.of("off", "false", "disabled", "disable", "none", "no", "control");

    private Flag() {}

    /// Where in a file the two are said that are not there word for word.
    record Lines(int enabled, int share) {
        static Lines of(Node flag, Optional<Node> enabled, Optional<Node> share) {
            int on = enabled.map(Node::line).orElse(flag.line());
            return new Lines(on, share.map(Node::line).orElse(on));
        }
    }

    /// @param lines where the flag says so: first whether it is on, then for how many
    static Piece piece(String key, boolean enabled, double share, Node raw, Lines lines) {
        int line = raw.line();
        Map<String, Node> tree = new LinkedHashMap<>();
        if (!key.isEmpty()) {
            tree.put("key", new Node.Scalar(key, line));
        }
        tree.put("enabled", new Node.Scalar(enabled, lines.enabled()));
        tree.put("rolloutPercent", new Node.Scalar(Math.clamp(share, 0.0, 100.0), lines.share()));
        tree.put("raw", raw);
        Node flag = new Node.Fields(tree, line);
        return key.isEmpty() ? Piece.of("flag", "", flag) : Piece.asset("flag", key, flag);
    }

    /// Whether a variant means off: its value is false or null, or, where that is no truth, by
    /// its name.
    static boolean isOff(String variant, Optional<Node> value) {
        if (value.isPresent() && value.get() instanceof Node.Scalar(var plain, var _)) {
            if (plain == null) {
                return true;
            }
            if (plain instanceof Boolean on) {
                return !on;
            }
        }
        return OFF.contains(variant.toLowerCase(Locale.ROOT));
    }

    /// A number or `5%`; empty where it is neither.
    static Optional<Double> percent(Node node) {
        return node.words()
                .map(words -> words.endsWith("%") ? words.substring(0, words.length() - 1) : words)
                .flatMap(Flag::number);
    }

    private static Optional<Double> number(String words) {
        try {
            double number = Double.parseDouble(words.strip());
            return Double.isNaN(number) ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
