package io.levee.adapters.diagnosis.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A log line that is an object of JSON, as its program would have written it in plain text.
///
/// @param level   [Level#NONE] where it says none
/// @param lines   the message, then its stack trace
/// @param carried whether a collector wrote it around one line of a program, which it did not understand
record JsonLine(Level level, List<String> lines, boolean carried) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LINES_MAX = 400;
    private static final int NESTED_MAX = 8;

    /// What was read of one object.
    private static final class Read {
        private Level level = Level.NONE;
        private String message = "";
        private String exception = "";
        private String said = "";
        private String stack = "";
        private boolean text;

        Optional<JsonLine> line() {
            boolean alone = exception.isEmpty() && said.isEmpty() && stack.isEmpty();
            if (message.isEmpty() && stack.isEmpty()) {
                return text && alone ? Optional.of(new JsonLine(Level.NONE, List.of(""), true)) : Optional.empty();
            }
            List<String> lines =
                    new ArrayList<>(message.lines().limit(LINES_MAX).toList());
            if (lines.isEmpty()) {
                lines.add("");
            }
            boolean told = stack.startsWith(exception) && !exception.isEmpty();
            if (!exception.isEmpty() && !told) {
                lines.add(said.isEmpty() ? exception : exception + ": " + said);
            } else if (exception.isEmpty() && !said.isEmpty() && !stack.contains(said) && !message.contains(said)) {
                lines.add(said);
            }
            stack.lines().limit(LINES_MAX).forEach(lines::add);
            boolean carried = (text || level == Level.NONE) && alone && lines.size() == 1;
            return Optional.of(new JsonLine(level, lines, carried));
        }
    }

    /// Empty where the text is no such object.
    static Optional<JsonLine> of(String text) {
        Read read = new Read();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            object(parser, "", read, 0);
        } catch (JacksonException _) {
            // a line that was cut ends in the middle: what was read of it counts
        }
        return read.line();
    }

    private static void object(JsonParser parser, String within, Read read, int depth) {
        StringBuilder frames = new StringBuilder();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_OBJECT;
                token = parser.nextToken()) {
            String key = within + String.valueOf(parser.currentName()).toLowerCase(Locale.ROOT);
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && depth < NESTED_MAX) {
                object(parser, key + ".", read, depth + 1);
            } else if (value == JsonToken.START_ARRAY && key.endsWith("stacktrace")) {
                frames(parser, frames);
                read.stack = read.stack.isEmpty() ? frames.toString() : read.stack;
            } else if (value == JsonToken.VALUE_STRING) {
                text(key, parser.getString(), read);
            } else if (value == JsonToken.VALUE_NUMBER_INT && key.equals("level")) {
                read.level = Level.ofNumber(parser.getLongValue());
            } else {
                parser.skipChildren();
            }
        }
    }

    /// Spark 4 writes a trace as a list of objects.
    private static void frames(JsonParser parser, StringBuilder frames) {
        String in = "";
        String method = "";
        int depth = 1;
        for (JsonToken token = parser.nextToken();
                token != null && depth > 0;
                token = depth == 0 ? token : parser.nextToken()) {
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_OBJECT) {
                depth--;
                frames.append("\tat ").append(in).append('.').append(method).append("(Unknown Source)\n");
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
                if (depth == 0) {
                    return;
                }
            } else if (token == JsonToken.VALUE_STRING && "class".equals(parser.currentName())) {
                in = parser.getString();
            } else if (token == JsonToken.VALUE_STRING && "method".equals(parser.currentName())) {
                method = parser.getString();
            }
        }
    }

    /// What a collector wrote around, however often; the text itself where nothing did.
    static String withoutCollector(String text) {
        String inner = text;
        for (int depth = 0; depth < NESTED_MAX && inner.startsWith("{"); depth++) {
            Optional<JsonLine> read = of(inner);
            if (read.isEmpty() || !read.get().carried()) {
                break;
            }
            inner = read.get().lines().getFirst();
        }
        return inner;
    }

    private static void text(String key, String value, Read read) {
        switch (key) {
            case "textpayload", "log" -> {
                read.text = true;
                read.message = read.message.isEmpty() ? value.stripTrailing() : read.message;
            }
            case "level", "severity", "log.level", "loglevel", "levelname", "lvl" ->
                read.level = Level.of(value.toUpperCase(Locale.ROOT)).orElse(read.level);
            case "message", "msg", "@message", "text", "event", "body", "jsonpayload.message", "jsonpayload.msg" ->
                read.message = read.message.isEmpty() ? value.stripTrailing() : read.message;
            case "stack_trace",
                    "stacktrace",
                    "exception",
                    "error.stack_trace",
                    "exc_info",
                    "thrown",
                    "err.stack",
                    "stack",
                    "trace",
                    "exception.stacktrace",
                    "error.stack",
                    "throwable",
                    "thrown.extendedstacktrace" -> read.stack = read.stack.isEmpty() ? value : read.stack;
            case "exception.class",
                    "exception.exception_class",
                    "error.type",
                    "thrown.name",
                    "exception.type",
                    "err.type" -> read.exception = value;
            case "error", "err", "err.message", "data.error" -> read.said = read.said.isEmpty() ? value : read.said;
            case "exception.msg",
                    "exception.exception_message",
                    "error.message",
                    "thrown.message",
                    "exception.message" -> read.said = value;
            default -> {}
        }
    }
}
