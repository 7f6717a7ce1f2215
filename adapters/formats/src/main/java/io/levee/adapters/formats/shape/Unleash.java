package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Flags as Unleash exports them: `features`, and by name of the feature `featureStrategies`
/// and `featureEnvironments`; or, as its older exports and its client API have them, features
/// with `strategies` inside.
final class Unleash {
    private static final double ALL = 100;

    private Unleash() {}

    static boolean fits(Node document) {
        return document.get("featureStrategies").isPresent()
                || document.get("featureEnvironments").isPresent()
                || document.get("features").map(Node::items).orElse(List.of()).stream()
                        .anyMatch(feature -> feature.get("strategies").isPresent());
    }

    static List<Piece> pieces(Node document) {
        Map<String, List<Node>> strategies = byFeature(document.get("featureStrategies"));
        Map<String, List<Node>> environments = byFeature(document.get("featureEnvironments"));
        List<Piece> pieces = new ArrayList<>();
        for (Node feature : document.get("features").map(Node::items).orElse(List.of())) {
            String key = feature.text("name").orElse("");
            pieces.add(piece(
                    key, feature, strategies.getOrDefault(key, List.of()), environments.getOrDefault(key, List.of())));
        }
        return pieces;
    }

    private static Piece piece(String key, Node feature, List<Node> strategies, List<Node> environments) {
        Map<String, Node> raw = new LinkedHashMap<>(feature.fields());
        if (!environments.isEmpty()) {
            raw.put(
                    "environments",
                    new Node.Items(environments, environments.getFirst().line()));
        }
        List<Node> rules = new ArrayList<>(strategies);
        feature.get("strategies").ifPresent(own -> rules.addAll(own.items()));
        if (!rules.isEmpty()) {
            raw.put("strategies", new Node.Items(rules, rules.getFirst().line()));
        }
        double share = 0;
        boolean enabled = environments.isEmpty() && isTrue(feature);
        if (enabled) {
            share = share(rules);
        }
        for (Node environment : environments) {
            if (isTrue(environment)) {
                enabled = true;
                share = Math.max(share, share(in(environment, rules)));
            }
        }
        Optional<Node> said = rules.stream()
                .flatMap(rule ->
                        rule.find("parameters", "rollout").or(() -> rule.find("parameters", "percentage")).stream())
                .findFirst();
        Optional<Node> on = environments.stream()
                .flatMap(environment -> environment.get("enabled").stream())
                .findFirst()
                .or(() -> feature.get("enabled"));
        return Flag.piece(key, enabled, share, new Node.Fields(raw, feature.line()), Flag.Lines.of(feature, on, said));
    }

    private static boolean isTrue(Node node) {
        return node.text("enabled").map(Boolean::parseBoolean).orElse(false);
    }

    private static List<Node> in(Node environment, List<Node> rules) {
        Optional<String> name = environment.text("environment").or(() -> environment.text("name"));
        return rules.stream()
                .filter(rule -> rule.text("environment").isEmpty()
                        || rule.text("environment").equals(name))
                .toList();
    }

    /// On for all where no strategy says otherwise.
    private static double share(List<Node> rules) {
        List<Node> live = rules.stream()
                .filter(rule ->
                        !rule.text("disabled").map(Boolean::parseBoolean).orElse(false))
                .toList();
        return live.isEmpty()
                ? ALL
                : live.stream().mapToDouble(Unleash::share).max().orElse(ALL);
    }

    /// Users that are named one by one are no share of all; a strategy that nobody knows may be
    /// on for all.
    private static double share(Node rule) {
        Node parameters = rule.get("parameters").orElse(rule);
        return switch (rule.text("name").or(() -> rule.text("strategyName")).orElse("")) {
            case "flexibleRollout" ->
                parameters.get("rollout").flatMap(Flag::percent).orElse(ALL);
            case "gradualRolloutUserId", "gradualRolloutSessionId", "gradualRolloutRandom" ->
                parameters.get("percentage").flatMap(Flag::percent).orElse(ALL);
            case "userWithId", "remoteAddress", "applicationHostname" -> 0;
            default -> ALL;
        };
    }

    private static Map<String, List<Node>> byFeature(Optional<Node> list) {
        Map<String, List<Node>> byFeature = new LinkedHashMap<>();
        for (Node member : list.map(Node::items).orElse(List.of())) {
            String key = member.text("featureName")
                    .or(() -> member.text("feature_name"))
                    .orElse("");
            byFeature.computeIfAbsent(key, _ -> new ArrayList<>()).add(member);
        }
        return byFeature;
    }
}
