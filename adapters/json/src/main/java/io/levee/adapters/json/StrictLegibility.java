package io.levee.adapters.json;

import io.levee.consent.approval.Legibility;
import io.levee.consent.approval.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Refuses what a person and an upstream could read differently: a body that is compressed, two
/// content types, JSON that is not one value in UTF-8 or has a name twice in one object. Bodies of
/// other types are taken as they are.
public final class StrictLegibility implements Legibility {
    private static final int NESTING_MAX = 64;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public Optional<String> objection(Payload payload) {
        if (!values(payload, "content-encoding").isEmpty()) {
            return Optional.of("content-encoding: send the body uncompressed");
        }
        List<String> types = values(payload, "content-type");
        if (types.size() > 1) {
            return Optional.of("content-type: say it once");
        }
        byte[] body = payload.body().bytes();
        return types.isEmpty() || body.length == 0 || !isJson(types.getFirst()) ? Optional.empty() : notOneValue(body);
    }

    private Optional<String> notOneValue(byte[] body) {
        try {
            // Jackson takes UTF-16 for JSON as well, and bytes in text that are no UTF-8
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
                if (parser.nextToken() == null) {
                    return Optional.of("json: there is no value");
                }
                parser.skipChildren();
                return parser.nextToken() == null ? Optional.empty() : Optional.of("json: more than one value");
            }
        } catch (CharacterCodingException e) {
            return Optional.of("json: not UTF-8");
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            return Optional.of("json: malformed, or a name twice, at line %d, column %d"
                    .formatted(at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr()));
        }
    }

    private static boolean isJson(String type) {
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || media.endsWith("+json");
    }

    private static List<String> values(Payload payload, String name) {
        return payload.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Payload.Header::value)
                .toList();
    }
}
