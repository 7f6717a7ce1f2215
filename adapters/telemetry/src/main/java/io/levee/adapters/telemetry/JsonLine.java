package io.levee.adapters.telemetry;

/// Builds one flat JSON object of strings. Whatever the strings hold, the result is one line.
final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    void member(String name, String value) {
        text.append(text.length() == 1 ? "" : ",").append('"').append(name).append("\":\"");
        value.codePoints().forEach(this::append);
        text.append('"');
    }

    String end() {
        return text.append('}').toString();
    }

    private void append(int character) {
        switch (character) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            default -> {
                // line and paragraph separators are line breaks to some readers; a lone surrogate is no UTF-8
                if (Character.isISOControl(character)
                        || character == 0x2028
                        || character == 0x2029
                        || (character >= 0xD800 && character <= 0xDFFF)) {
                    text.append("\\u%04x".formatted(character));
                } else {
                    text.appendCodePoint(character);
                }
            }
        }
    }
}
