package io.levee.adapters.organisation.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Text to nodes that know their line. Events are read first and judged before any node is made: aliases and deep
/// nesting, the two ways in which a small file becomes a large tree, are findings and never reach the composer.
public final class Yaml {
    /// Collections inside collections. The deepest file of a real organisation is an OpenAPI description,
    /// at about 20.
    public static final int DEPTH_MAX = 64;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setUseMarks(true).setParseComments(false).build();

    /// A stream without a document.
    private static final List<Event> NOTHING = List.of(
            new StreamStartEvent(Optional.empty(), Optional.empty()),
            new StreamEndEvent(Optional.empty(), Optional.empty()));

    private Yaml() {}

    /// The one document of a file; empty where there is none, with a finding that says so.
    public static Optional<Node> document(Source source, Findings findings) {
        List<Node> documents = documents(source, findings);
        if (documents.size() > 1) {
            findings.error(
                    line(documents.get(1)), "a second document starts here", "keep one document and no `---` between");
            return Optional.empty();
        }
        if (documents.isEmpty() && !findings.hasErrors()) {
            findings.error(0, "the file is empty", "write its content, or delete it");
        }
        return documents.stream().findFirst();
    }

    /// All documents of a file that has several, separated by `---`.
    public static List<Node> documents(Source source, Findings findings) {
        try {
            List<Node> documents = new ArrayList<>();
            new Composer(SETTINGS, new Replay(events(source, findings))).forEachRemaining(documents::add);
            return documents;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(Yaml::line).orElse(0);
            findings.error(
                    line,
                    "this is no YAML: %s%s".formatted(e.getProblem(), context(e)),
                    "check indentation, quotes and brackets here");
        } catch (YamlEngineException e) {
            findings.error(0, "this is no YAML: " + firstLine(e), "check indentation, quotes and special characters");
        }
        return List.of();
    }

    public static int line(Node node) {
        return node.getStartMark().map(Yaml::line).orElse(0);
    }

    /// All events of the file; none, with a finding, where one of them breaks a limit.
    private static List<Event> events(Source source, Findings findings) {
        List<Event> events = new ArrayList<>();
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(source.text())) {
            events.add(event);
            if (event instanceof AliasEvent) {
                findings.error(
                        line(event), "an alias (`*name`) is not read here", "write the value out where it is used");
                return NOTHING;
            }
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEPTH_MAX) {
                findings.error(line(event), "this is nested more than %d deep".formatted(DEPTH_MAX), "flatten it");
                return NOTHING;
            }
        }
        return events;
    }

    private static int line(Event event) {
        return event.getStartMark().map(Yaml::line).orElse(0);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    /// Where the thing that is broken here began; empty where nothing began before.
    private static String context(MarkedYamlEngineException e) {
        String context = e.getContext();
        return context == null || context.isBlank() || e.getContextMark().isEmpty()
                ? ""
                : " %s that begins on line %d"
                        .formatted(context, line(e.getContextMark().get()));
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
