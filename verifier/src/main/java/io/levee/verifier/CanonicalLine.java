package io.levee.verifier;

import io.levee.verifier.CanonicalJson.NotCanonical;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The properties of one line, each where it stands in the line. Reused for every line; not thread-safe.
final class CanonicalLine {
    private final CanonicalJson json = new CanonicalJson();
    private byte[] bytes = {};

    final Property data = new Property("data");
    final Property contentType = new Property("datacontenttype");
    final Property id = new Property("id");
    final Property source = new Property("source");
    final Property version = new Property("specversion");
    final Property subject = new Property("subject");
    final Property time = new Property("time");
    final Property type = new Property("type");
    /// In the order in which they stand.
    private final List<Property> all = List.of(data, contentType, id, source, version, subject, time, type);

    /// Reads an object that has exactly these properties; only a time may be missing, as a checkpoint has
    /// none.
    void read(byte[] line, int from, int to) throws NotCanonical {
        bytes = line;
        json.start(line, from, to);
        json.need('{');
        for (Property property : all) {
            if (property == time && !json.upcoming(time.key)) {
                time.end = time.start;
                continue;
            }
            json.need(property.key);
            property.start = json.at();
            json.value();
            property.end = json.at();
        }
        json.need('}');
        if (!json.atEnd()) {
            throw json.wrong("something follows the object");
        }
    }

    /// One property: its raw value, from quote to quote.
    final class Property {
        private final byte[] key;
        private int start;
        private int end;

        private Property(String name) {
            String comma = name.equals("data") ? "" : ",";
            key = (comma + "\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
        }

        String raw() {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }

        boolean is(byte[] raw) {
            return Arrays.equals(bytes, start, end, raw, 0, raw.length);
        }

        boolean startsWith(byte[] raw) {
            return end - start >= raw.length && Arrays.equals(bytes, start, start + raw.length, raw, 0, raw.length);
        }

        boolean before(byte[] raw) {
            return Arrays.compareUnsigned(bytes, start, end, raw, 0, raw.length) < 0;
        }

        byte[] copy() {
            return Arrays.copyOfRange(bytes, start, end);
        }

        int length() {
            return end - start;
        }

        /// The text between the quotes, where it needs no escape.
        String text() {
            String raw = raw();
            if (raw.length() < 2 || raw.charAt(0) != '"' || raw.indexOf('\\') >= 0) {
                throw new IllegalArgumentException("`%s` is not a plain text".formatted(raw));
            }
            return raw.substring(1, raw.length() - 1);
        }
    }
}
