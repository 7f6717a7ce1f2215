package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.text.IndentScan;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// Files of feature flags: flagd, Unleash, and plain lists and maps of `{enabled, rollout}`.
public final class Flags {
    private static final List<String> LISTS = List.of("flags", "featureFlags", "feature_flags", "features", "toggles");
    private static final List<String> SHARES = List.of(
            "rolloutPercent",
            "rolloutPercentage",
            "rollout_percent",
            "rollout_percentage",
            "rollout",
            "percentage",
            "percent",
            "sharePercent",
            "share_percent");
    private static final List<String> FRACTIONS = List.of("share", "fraction");
    private static final double ALL = 100;

    private Flags() {}

    public static Optional<Shape.Shaped> of(Place place, Node document) {
        if (Unleash.fits(document)) {
            List<Piece> pieces = new ArrayList<>(Unleash.pieces(document));
            return shaped(pieces, document, List.of("features", "featureStrategies", "featureEnvironments"));
        }
        for (String list : LISTS) {
            Optional<Node> flags = document.get(list);
            if (flags.isPresent() && hold(flags.get(), true)) {
                return shaped(members(flags.get(), true), document, List.of(list));
            }
        }
        if (hold(document, place.speaksOfFlags())) {
            return Optional.of(new Shape.Shaped("flags", members(document, place.speaksOfFlags())));
        }
        List<Piece> found = new ArrayList<>();
        if (place.fragment()) {
            search(document, place.speaksOfFlags(), found);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Shape.Shaped("flags", found));
    }

    private static Optional<Shape.Shaped> shaped(List<Piece> flags, Node document, List<String> told) {
        List<Piece> pieces = new ArrayList<>(flags);
        Set<List<String>> aside = Set.copyOf(told.stream().map(List::of).toList());
        pieces.add(Piece.of("document", "", document).without(aside));
        return Optional.of(new Shape.Shaped("flags", pieces));
    }

    /// @param likely whether something around it says that these are flags
    private static boolean hold(Node node, boolean likely) {
        List<Node> members =
                node instanceof Node.Fields map ? List.copyOf(map.members().values()) : node.items();
        return !members.isEmpty()
                && members.stream().allMatch(member -> member instanceof Node.Fields)
                && members.stream().anyMatch(member -> isFlag(member, likely))
                && (node instanceof Node.Fields
                        || members.stream().allMatch(member -> name(member).isPresent()));
    }

    private static boolean isFlag(Node node, boolean likely) {
        return (Flagd.fits(node) && (node.get("variants").isPresent() || likely))
                || (node.text("enabled").isPresent() && (likely || share(node).isPresent()));
    }

    private static List<Piece> members(Node flags, boolean likely) {
        List<Piece> pieces = new ArrayList<>();
        flags.fields()
                .forEach((key, flag) ->
                        pieces.add(piece(name(flag).filter(_ -> !likely).orElse(key), flag)));
        flags.items().forEach(flag -> pieces.add(piece(name(flag).orElse(""), flag)));
        return pieces;
    }

    private static Piece piece(String name, Node flag) {
        String key = name.equals(IndentScan.UNKNOWN) ? "" : name;
        if (Flagd.fits(flag)) {
            return Flagd.piece(key, flag);
        }
        boolean enabled = flag.text("enabled").map(Boolean::parseBoolean).orElse(true);
        return Flag.piece(
                key,
                enabled,
                enabled ? share(flag).orElse(ALL) : 0,
                flag,
                Flag.Lines.of(flag, flag.get("enabled"), shareNode(flag)));
    }

    /// The largest that it says: a flag with two shares is for as many as its reader takes it for.
    private static Optional<Double> share(Node flag) {
        return shares(flag).map(Share::percent).max(Comparator.naturalOrder());
    }

    private static Optional<Node> shareNode(Node flag) {
        return shares(flag).max(Comparator.comparingDouble(Share::percent)).map(Share::node);
    }

    private record Share(Node node, double percent) {}

    private static Stream<Share> shares(Node flag) {
        return Stream.concat(
                shares(flag, SHARES, percent -> percent),
                shares(flag, FRACTIONS, share -> share <= 1 ? share * ALL : share));
    }

    private static Stream<Share> shares(Node flag, List<String> keys, DoubleUnaryOperator toPercent) {
        return keys.stream()
                .flatMap(key -> flag.get(key).stream())
                .flatMap(node -> Flag.percent(node).stream().map(it -> new Share(node, toPercent.applyAsDouble(it))));
    }

    private static Optional<String> name(Node flag) {
        return flag.text("key").or(() -> flag.text("name")).or(() -> flag.text("id"));
    }

    /// Flags at any depth: of a piece of a file nobody knows what stands around it.
    private static void search(Node node, boolean likely, List<Piece> found) {
        node.fields().forEach((key, member) -> {
            if (isFlag(member, likely)) {
                found.add(piece(key, member));
            } else {
                search(member, likely, found);
            }
        });
        for (Node member : node.items()) {
            if (isFlag(member, likely)) {
                found.add(piece(name(member).orElse(""), member));
            } else {
                search(member, likely, found);
            }
        }
        if (found.isEmpty() && (isFlag(node, likely) || (likely && share(node).isPresent()))) {
            found.add(piece(name(node).orElse(""), node));
        }
    }
}
