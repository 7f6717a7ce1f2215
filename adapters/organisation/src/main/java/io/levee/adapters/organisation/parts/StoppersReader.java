package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.organisation.Foothold;
import io.levee.organisation.StopperSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// `stoppers.yaml`: the systems outside on which Levee can stop agents, and what each agent has there.
final class StoppersReader implements PartReader {
    private static final Keys KEYS = Keys.of("stoppers.yaml", Set.of("stoppers"), Set.of());
    private static final Keys STOPPER =
            Keys.of("a stopper", Set.of("system"), Set.of("settings", "canary", "footholds"));
    private static final Keys FOOTHOLD = Keys.of("a foothold", Set.of("agent", "id"), Set.of("person"));
    /// For each of them a connection may be open while an order runs.
    private static final int STOPPERS_MAX = 100;

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .flatMap(file -> file.fields("stoppers", Keys.names("`stoppers`")))
                .ifPresent(stoppers -> {
                    if (stoppers.names().size() > STOPPERS_MAX) {
                        findings.error(
                                stoppers.line(),
                                "%d stoppers are too many"
                                        .formatted(stoppers.names().size()),
                                "keep them to %d: one for each system, not for each agent".formatted(STOPPERS_MAX));
                        return;
                    }
                    stoppers.names()
                            .forEach(name -> stoppers.fields(name, STOPPER)
                                    .flatMap(fields ->
                                            new Reading(name, stoppers.line(name), fields, draft, findings).stopper())
                                    .ifPresent(read -> draft.declare(new Declaration.OfStopper(read))));
                });
        return draft.part();
    }

    private record Reading(String name, int line, Fields fields, Part.Draft draft, Findings findings) {
        Optional<StopperSource> stopper() {
            if (!Names.valid(name)) {
                findings.error(
                        line,
                        "`%s` cannot be the name of a stopper".formatted(name),
                        "use letters, digits, `.`, `_` and `-`");
                return Optional.empty();
            }
            Optional<Located<String>> system = fields.text("system");
            Optional<String> canary =
                    fields.has("canary") ? fields.text("canary").map(Located::value) : Optional.empty();
            List<Foothold> footholds = footholds();
            return system.map(word -> new StopperSource(name, word.value(), settings(), canary, footholds, line));
        }

        private Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>();
            if (fields.has("settings")) {
                fields.fields("settings", Keys.names("`settings`"))
                        .ifPresent(given -> given.names()
                                .forEach(key -> given.text(key).ifPresent(text -> settings.put(key, text.value()))));
            }
            return settings;
        }

        private List<Foothold> footholds() {
            List<Foothold> all = new ArrayList<>();
            for (Node item : fields.has("footholds") ? fields.items("footholds") : List.<Node>of()) {
                Fields.of(item, FOOTHOLD, findings).flatMap(this::foothold).ifPresent(all::add);
            }
            return all;
        }

        private Optional<Foothold> foothold(Fields of) {
            Optional<Located<ActorId>> agent = of.read("agent", ActorId::agent);
            Optional<Located<ActorId>> person =
                    of.has("person") ? of.read("person", ActorId::person) : Optional.empty();
            Optional<Located<String>> id = of.read("id", StoppersReader::id);
            List.of(agent, person)
                    .forEach(actor -> actor.ifPresent(it -> draft.refer(
                            it.line(),
                            "a foothold of the stopper `%s`".formatted(name),
                            new Reference.Target.ToActor(it.value()))));
            if (agent.isEmpty() || id.isEmpty() || (of.has("person") && person.isEmpty())) {
                return Optional.empty();
            }
            return Optional.of(new Foothold(
                    agent.get().value(), person.map(Located::value), id.get().value()));
        }
    }

    private static String id(String text) {
        if (text.length() > Foothold.ID_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the id of a foothold has at most %d characters".formatted(Foothold.ID_LENGTH_MAX));
        }
        return text;
    }
}
