package io.levee.adapters.organisation.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Text to nodes that know their line. Each event is judged before a node is made of it: aliases and deep nesting, the
/// two ways in which a small file becomes a large tree, are findings and never reach the composer.
public final class Yaml {
    /// Collections inside collections. The deepest file of a real organisation is an OpenAPI description,
    /// at about 20.
    public static final int DEPTH_MAX = 64;

    /// Characters of one file.
    public static final int CHARACTERS_MAX = 16 << 20;

    /// The scanner copies what it has of a word, a comment or a line of spaces for each buffer that it reads on, so
    /// that small buffers make long words quadratic.
    private static final int BUFFER_MAX = 1 << 20;

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
            LoadSettings settings = settings(source.text());
            new Composer(settings, JudgedEvents.of(source.text(), settings)).forEachRemaining(documents::add);
            return documents;
        } catch (JudgedEvents.Refused e) {
            findings.error(e.line(), e.what(), e.fix());
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

    private static LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(CHARACTERS_MAX)
                .setBufferSize(Math.clamp(text.length(), 1_024, BUFFER_MAX))
                .setParseComments(false)
                .build();
    }

    static int line(Event event) {
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
