package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Reading;
import io.levee.adapters.formats.tree.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// YAML 1.2, and of 1.1 the merge key `<<`. Anchors are written out wherever they are used; the
/// budget counts each use.
public final class YamlText {
    private static final Unresolved UNRESOLVED = new Unresolved();
    /// The scanner copies what it has of a word for each buffer that it reads on, so that small
    /// buffers make long words quadratic.
    private static final int BUFFER_MAX = 1 << 20;

    private static final String MERGE = "<<";

    private final int offset;
    private final Budget budget = new Budget();

    private YamlText(int offset) {
        this.offset = offset;
    }

    /// All documents up to the first that is broken. A document without content is
    /// [Node.Scalar] null.
    ///
    /// @param first the number of the first line
    public static Reading read(String text, int first) {
        List<Node> documents = new ArrayList<>();
        YamlText reader = new YamlText(first);
        try {
            LoadSettings settings = settings(text);
            Composer composer = new Composer(settings, JudgedEvents.of(text, settings));
            while (composer.hasNext()) {
                var root = composer.next();
                documents.add(reader.node(root, reader.line(root), 0));
            }
            return new Reading(documents, "");
        } catch (Budget.Refused e) {
            return new Reading(documents, e.problem());
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(reader::line).orElse(0);
            return new Reading(documents, Budget.problem(line, String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("this is no YAML");
            return new Reading(documents, what);
        }
    }

    private static LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setUseMarks(true)
                .setSchema(UNRESOLVED)
                .setCodePointLimit(Budget.CHARACTERS_MAX + 1)
                .setBufferSize(Math.clamp(text.length(), 1_024, BUFFER_MAX))
                .setParseComments(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(Budget.NODES_MAX)
                .build();
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node node, int line, int depth) {
        budget.spend(line, depth);
        return switch (node) {
            case ScalarNode scalar -> new Node.Scalar(scalar(scalar), line);
            case SequenceNode list -> items(list, line, depth);
            case MappingNode map -> new Node.Fields(fields(map, depth), line);
            default -> new Node.Scalar(null, line);
        };
    }

    private Node items(SequenceNode list, int line, int depth) {
        List<Node> members = new ArrayList<>(list.getValue().size());
        for (var member : list.getValue()) {
            members.add(node(member, line(member), depth + 1));
        }
        return new Node.Items(members, line);
    }

    /// Keys of its own win over those that it merges, and of those the first.
    private Map<String, Node> fields(MappingNode map, int depth) {
        Map<String, Node> own = new LinkedHashMap<>();
        Map<String, Node> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.isPlain() && MERGE.equals(key.getValue())) {
                merge(tuple.getValueNode(), merged, depth + 1);
            } else {
                int line = line(tuple.getKeyNode());
                own.put(key(tuple.getKeyNode(), depth), node(tuple.getValueNode(), line, depth + 1));
            }
        }
        merged.forEach(own::putIfAbsent);
        return own;
    }

    private void merge(org.snakeyaml.engine.v2.nodes.Node node, Map<String, Node> merged, int depth) {
        budget.spend(line(node), depth);
        if (node instanceof MappingNode map) {
            fields(map, depth).forEach(merged::putIfAbsent);
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(member -> merge(member, merged, depth + 1));
        }
    }

    /// A key that is no word is written as Java writes its value.
    private String key(org.snakeyaml.engine.v2.nodes.Node key, int depth) {
        return key instanceof ScalarNode word
                ? word.getValue()
                : String.valueOf(node(key, line(key), depth + 1).plain());
    }

    /// The value of a tag that is not YAML's own keeps the tag: `!Ref name`.
    private static @Nullable Object scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Unresolved.PLAIN)) {
            return Scalars.of(text);
        }
        if (tag.equals(Tag.STR) || tag.equals(Tag.BINARY)) {
            return text;
        }
        return tag.getValue().startsWith(Tag.PREFIX) ? Scalars.of(text) : tag.getValue() + " " + text;
    }

    private int line(org.snakeyaml.engine.v2.nodes.Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(this::line).orElse(0);
    }

    private int line(Mark mark) {
        return mark.getLine() + offset;
    }
}
