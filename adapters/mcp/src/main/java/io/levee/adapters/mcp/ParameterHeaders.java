package io.levee.adapters.mcp;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;

/// Headers that repeat arguments, where the schema of a tool says so by `x-mcp-header`. What a client
/// sends is held against the arguments that are decided; what a server gets is made from them.
final class ParameterHeaders {
    static final String START = "Mcp-Param-";
    static final int HEADERS_MAX = 32;

    private static final String ANNOTATION = "x-mcp-header";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,32}(\\.[0-9]{1,32})?");

    private ParameterHeaders() {}

    /// By header, the argument that it repeats; empty where a header is declared and its argument was
    /// not given.
    static Map<String, Optional<JsonNode>> of(JsonNode inputSchema, JsonNode arguments) {
        Map<String, Optional<JsonNode>> headers = new LinkedHashMap<>();
        collect(inputSchema, arguments, headers);
        return headers;
    }

    /// As a server gets them.
    static Map<String, String> written(Map<String, Optional<JsonNode>> headers) {
        Map<String, String> written = new LinkedHashMap<>();
        headers.forEach((name, value) -> value.ifPresent(it -> written.put(name, HeaderText.encoded(it.asString()))));
        return written;
    }

    /// Throws where what was sent is not what the arguments say, or is missing.
    static void check(Map<String, Optional<JsonNode>> headers, HttpFields sent) {
        headers.forEach((name, value) -> {
            Optional<String> said = Dispatch.one(sent, name);
            if (value.isPresent() && said.isEmpty()) {
                throw McpRefusal.HEADER_MISMATCH.because("`%s` is missing".formatted(name));
            }
            boolean same = said.isEmpty()
                    || (value.isPresent()
                            && said.flatMap(HeaderText::decoded)
                                    .filter(text -> isSame(text, value.get()))
                                    .isPresent());
            if (!same) {
                throw McpRefusal.HEADER_MISMATCH.because("`%s` is not the argument".formatted(name));
            }
        });
    }

    private static void collect(JsonNode schema, JsonNode arguments, Map<String, Optional<JsonNode>> headers) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode argument = arguments.path(property.getKey());
            String name = property.getValue().path(ANNOTATION).asString("");
            if (TOKEN.matcher(name).matches() && headers.size() < HEADERS_MAX) {
                headers.putIfAbsent(START + name, Optional.of(argument).filter(ParameterHeaders::isPlain));
            }
            collect(property.getValue(), argument, headers);
        }
    }

    private static boolean isPlain(JsonNode value) {
        return value.isString() || value.isNumber() || value.isBoolean();
    }

    private static boolean isSame(String text, JsonNode value) {
        if (!value.isNumber()) {
            return text.equals(value.asString());
        }
        return NUMBER.matcher(text).matches() && new BigDecimal(text).compareTo(value.decimalValue()) == 0;
    }
}
