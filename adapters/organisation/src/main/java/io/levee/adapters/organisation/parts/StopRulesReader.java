package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Names;
import io.levee.organisation.Watch;
import io.levee.organisation.WatchRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `stop-rules.yaml`: what is watched, at whom, and whether finding it stops them; and on whose behalf.
public final class StopRulesReader implements PartReader {
    public static final String FILE = "stop-rules.yaml";

    private static final Keys KEYS = Keys.of(FILE, Set.of("watcher", "onBehalfOf", "rules"), Set.of());
    /// Every entry of the ledger is held against each of them.
    private static final int RULES_MAX = 100;

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(file -> {
                    Optional<Chain> watcher = watcher(file, draft);
                    file.fields("rules", Keys.names("`rules`"))
                            .ifPresent(rules -> rules(rules, watcher, draft, findings));
                });
        return draft.part();
    }

    /// The rules of the part that this read, in the order of the file.
    public static List<WatchRule> rulesOf(Part part) {
        return part.declarations().stream()
                .filter(Declaration.OfStopRule.class::isInstance)
                .map(declared -> ((Declaration.OfStopRule) declared).rule())
                .toList();
    }

    private static Optional<Chain> watcher(Fields file, Part.Draft draft) {
        Optional<Located<ActorId>> agent = file.read("watcher", ActorId::agent);
        Optional<Located<ActorId>> person = file.read("onBehalfOf", ActorId::person);
        agent.ifPresent(
                it -> draft.refer(it.line(), "the watcher of stop rules", new Reference.Target.ToActor(it.value())));
        person.ifPresent(
                it -> draft.refer(it.line(), "`onBehalfOf` of stop rules", new Reference.Target.ToOnCall(it.value())));
        return agent.flatMap(who -> person.map(whose -> Chain.of(whose.value(), who.value())));
    }

    private static void rules(Fields rules, Optional<Chain> watcher, Part.Draft draft, Findings findings) {
        if (rules.names().size() > RULES_MAX) {
            findings.error(
                    rules.line(),
                    "%d stop rules are too many".formatted(rules.names().size()),
                    "keep them to %d: one rule watches every agent".formatted(RULES_MAX));
            return;
        }
        for (String name : rules.names()) {
            draft.mention("stop rule " + name);
            // first only for the word that says which keys there are
            Optional<Located<String>> word = rules.fields(name, WatchReader.ANY).flatMap(any -> any.text("watch"));
            word.flatMap(known -> WatchReader.keys(known, findings))
                    .flatMap(keys -> rules.fields(name, keys))
                    .flatMap(fields -> new Reading(name, word.get().value(), fields, draft, findings).rule(watcher))
                    .ifPresent(rule -> draft.declare(new Declaration.OfStopRule(rule, rules.line(name))));
        }
    }

    private record Reading(String name, String word, Fields fields, Part.Draft draft, Findings findings) {
        Optional<WatchRule> rule(Optional<Chain> watcher) {
            if (!Names.valid(name)) {
                findings.error(
                        fields.line(),
                        "`%s` cannot be the name of a stop rule".formatted(name),
                        "use letters, digits, `.`, `_` and `-`");
                return Optional.empty();
            }
            Optional<Watch> watch = new WatchReader(name, fields, findings).watch(word);
            Optional<Located<WatchRule.Per>> per = fields.read("per", WatchRule.Per::of);
            Optional<Located<StopFact.AlarmMode>> mode = fields.read("mode", Reading::mode);
            Set<ActorId> only = only();
            Set<Layer> layers = layers();
            if (watch.isEmpty() || per.isEmpty() || mode.isEmpty() || watcher.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new WatchRule(
                    name, watch.get(), per.get().value(), only, mode.get().value(), layers, watcher.get()));
        }

        private Set<ActorId> only() {
            Set<ActorId> only = new HashSet<>();
            for (Located<ActorId> actor : fields.readAll("for", Reading::watched)) {
                draft.refer(
                        actor.line(),
                        "`for` of the stop rule `%s`".formatted(name),
                        new Reference.Target.ToActor(actor.value()));
                only.add(actor.value());
            }
            return only;
        }

        private Set<Layer> layers() {
            Set<Layer> layers = new HashSet<>();
            fields.readAll("layers", Reading::layer).forEach(layer -> layers.add(layer.value()));
            return layers;
        }

        private static ActorId watched(String text) {
            ActorId actor = ActorId.parse(text);
            if (actor.isPerson()) {
                throw new IllegalArgumentException(
                        "`%s` is a person: name agents, or teams whose agents are watched".formatted(actor));
            }
            return actor;
        }

        private static StopFact.AlarmMode mode(String text) {
            return switch (text) {
                case "observe" -> StopFact.AlarmMode.OBSERVE;
                case "enforce" -> StopFact.AlarmMode.ENFORCE;
                default ->
                    throw new IllegalArgumentException(
                            "`%s` is no mode: write `observe` until you know what it finds, then `enforce`"
                                    .formatted(text));
            };
        }

        private static Layer layer(String text) {
            List<String> words = new ArrayList<>();
            for (Layer layer : Layer.values()) {
                String word = layer.name().toLowerCase(Locale.ROOT);
                if (word.equals(text)) {
                    return layer;
                }
                words.add(word);
            }
            throw new IllegalArgumentException(
                    "`%s` is no layer: write one of %s".formatted(text, String.join(", ", words)));
        }
    }
}
