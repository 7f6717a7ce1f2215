package io.levee.adapters.json;

import io.levee.facts.Fact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Origin;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Entries as CloudEvents 1.0. Immutable, thread-safe; make one and keep it.
public final class JacksonFactCodec implements FactCodec {
    private static final String CONTENT_TYPE = "application/json";
    private static final String SOURCE = "urn:levee:";
    private static final String VERSION = "1.0";
    private static final byte[] TYPE = CanonicalJson.ascii("\"type\":\"");
    private static final byte[] TO_DATA = CanonicalJson.ascii("{\"data\":");
    private static final byte[] TO_ID = CanonicalJson.ascii(",\"datacontenttype\":\"" + CONTENT_TYPE + "\",\"id\":");
    private static final byte[] TO_SOURCE = CanonicalJson.ascii(",\"source\":");
    private static final byte[] TO_SUBJECT = CanonicalJson.ascii(",\"specversion\":\"" + VERSION + "\",\"subject\":");
    private static final byte[] TO_TIME = CanonicalJson.ascii(",\"time\":");
    private static final byte[] TO_TYPE = CanonicalJson.ascii(",\"type\":");

    private final FactTypes types = new FactTypes();
    private final JsonFactory tokens = new JsonFactory();

    @Override
    public byte[] encode(Entry entry) {
        if (!entry.time().truncatedTo(ChronoUnit.MICROS).equals(entry.time())) {
            throw new IllegalArgumentException("the time of an entry has whole microseconds: " + entry.time());
        }
        CanonicalJson out = new CanonicalJson(LINE_BYTES_MAX);
        out.append(TO_DATA);
        String type = writeData(entry.fact(), out);
        out.append(TO_ID);
        out.string(entry.origin() + "#" + entry.position());
        out.append(TO_SOURCE);
        out.string(SOURCE + entry.origin());
        out.append(TO_SUBJECT);
        out.string(entry.fact().subject());
        out.append(TO_TIME);
        out.string(Times.write(entry.time()));
        out.append(TO_TYPE);
        out.string(type);
        out.append('}');
        byte[] line = out.toBytes();
        if (line.length > LINE_BYTES_MAX) {
            throw CanonicalJson.tooLarge(LINE_BYTES_MAX);
        }
        return line;
    }

    private <F extends Fact> String writeData(F fact, CanonicalJson out) {
        FactTypes.FactType<F> type = types.of(fact);
        type.wire().write(fact, out);
        return type.name();
    }

    @Override
    public Entry decode(byte[] line) {
        Entry entry;
        try (JsonParser in = tokens.createParser(ObjectReadContext.empty(), line)) {
            entry = read(in, types.named(typeAtTheEnd(line)));
        } catch (JacksonException e) {
            throw corrupt(e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
        // INVARIANT: one entry, one line. Whatever the parser was lenient about (white space, escapes, `-0`, the order
        // of a set) shows up here.
        if (!Arrays.equals(encode(entry), line)) {
            throw corrupt("it is not in canonical form");
        }
        return entry;
    }

    private static Entry read(JsonParser in, FactTypes.FactType<?> type) {
        in.nextToken();
        Wire.expect(in, JsonToken.START_OBJECT);
        RecordWire.property(in, "data");
        Fact fact = type.wire().read(in);
        fixed(in, "datacontenttype", CONTENT_TYPE);
        String id = text(in, "id");
        int hash = id.indexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("`%s` is no id: it is written `origin#position`".formatted(id));
        }
        Origin origin = Origin.parse(id.substring(0, hash));
        fixed(in, "source", SOURCE + origin);
        fixed(in, "specversion", VERSION);
        fixed(in, "subject", fact.subject());
        Entry entry =
                new Entry(origin, Long.parseLong(id, hash + 1, id.length(), 10), Times.read(text(in, "time")), fact);
        fixed(in, "type", type.name());
        in.nextToken();
        Wire.expect(in, JsonToken.END_OBJECT);
        return entry;
    }

    /// The type says how to read the data, and stands behind it; but it is the last property, so it is found
    /// from the end.
    private static String typeAtTheEnd(byte[] line) {
        int end = line.length - 2;
        int start = end;
        while (start > 0 && line[start - 1] != '"') {
            start--;
        }
        int property = start - TYPE.length;
        if (property < 0 || !Arrays.equals(line, property, start, TYPE, 0, TYPE.length)) {
            throw new IllegalArgumentException("it does not end with a type");
        }
        return new String(line, start, end - start, StandardCharsets.UTF_8);
    }

    private static String text(JsonParser in, String name) {
        RecordWire.property(in, name);
        Wire.expect(in, JsonToken.VALUE_STRING);
        return in.getString();
    }

    private static void fixed(JsonParser in, String name, String expected) {
        if (!text(in, name).equals(expected)) {
            throw new IllegalArgumentException("`%s` is not `%s`".formatted(name, expected));
        }
    }

    private static LeveeException corrupt(String why) {
        return new LeveeException(
                ErrorCode.LEDGER_CORRUPT,
                "a stored line is no ledger entry: %s; restore it from a backup".formatted(why));
    }
}
