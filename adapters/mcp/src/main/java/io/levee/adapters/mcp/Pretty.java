package io.levee.adapters.mcp;

import io.levee.consent.approval.Shown;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON for people: one value on a line, names sorted, and each character that cannot be seen as its escape, so that
/// two texts that look the same are the same.
public final class Pretty {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter()
                    .withSeparators(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT));

    private Pretty() {}

    static String text(JsonNode node) {
        return escaped(WRITER.writeValueAsString(sorted(node)));
    }

    /// The same words as [Wire#text] has, in the same order, with white space between them; empty
    /// where that is more than so many bytes.
    static Optional<byte[]> asSent(JsonNode node, int bytesMax) {
        Bounded text = new Bounded(bytesMax);
        WRITER.writeValue(text, node);
        return text.over ? Optional.empty() : Optional.of(text.bytes.toByteArray());
    }

    /// Keeps what fits: indenting what is nested deeply makes much of little.
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int max;
        private boolean over;

        Bounded(int max) {
            this.max = max;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            over |= length > max - bytes.size();
            if (!over) {
                bytes.write(from, offset, length);
            }
        }
    }

    /// The same JSON. Outside of strings it has only characters that are plain, or white space.
    public static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t' || Shown.isPlain(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    escaped.append("\\u%04x".formatted((int) half));
                }
            }
        });
        return escaped.toString();
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(entry -> members.put(entry.getKey(), sorted(entry.getValue())));
            ObjectNode copy = Wire.object();
            members.forEach(copy::set);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        return node;
    }
}
