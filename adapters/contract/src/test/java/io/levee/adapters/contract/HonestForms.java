package io.levee.adapters.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A value as a parameter writes it: one of these by where the parameter stands.
///
/// @param query pairs of a query, or of a cookie
record HonestForms(String path, List<String> query, String header) {
    /// Empty where the value cannot be written so.
    static Optional<HonestForms> of(JsonNode parameter, JsonNode value, boolean json) {
        String name = parameter.path("name").asString("");
        String in = parameter.path("in").asString("");
        String style = parameter.path("style").asString(in.equals("query") || in.equals("cookie") ? "form" : "simple");
        boolean explode = parameter.path("explode").asBoolean(style.equals("form"));
        if (json) {
            String text = value.toString();
            return Optional.of(new HonestForms(encoded(text), List.of(encoded(name) + "=" + encoded(text)), text));
        }
        if (!isFlat(value) || (value.isContainer() && value.isEmpty())) {
            return Optional.empty();
        }
        boolean lists = value.isObject() && value.values().stream().anyMatch(JsonNode::isArray);
        if (lists && !style.equals("deepObject")) {
            return Optional.empty();
        }
        if (in.equals("query") || in.equals("cookie")) {
            return Optional.of(new HonestForms("", pairs(name, style, explode, value), ""));
        }
        boolean header = in.equals("header");
        String prefix = style.equals("label") ? "." : "";
        String text = prefix + joined(value, style.equals("label") && explode ? "." : ",", explode, header);
        boolean writable = !style.equals("matrix")
                && text.length() > prefix.length()
                && (!header || text.chars().allMatch(c -> c >= 0x20 && c < 0x7f))
                && (!header || !value.isContainer() || text.equals(text.replace(" ", "")))
                && (header || !style.equals("label") || !value.isContainer() || !hasDot(value));
        return writable && !(header && hasComma(value))
                ? Optional.of(new HonestForms(text, List.of(), text.strip()))
                : Optional.empty();
    }

    /// Of an answer; a header there has no name of its own.
    static Optional<HonestForms> header(JsonNode described, JsonNode value) {
        ObjectNode parameter = ((ObjectNode) described).deepCopy();
        return value.isMissingNode() ? Optional.empty() : of(parameter.put("in", "header"), value, false);
    }

    /// One level, without nothing in it.
    static boolean isFlat(JsonNode value) {
        if (value.isNull()) {
            return false;
        }
        for (JsonNode child : value.isContainer() ? value.values() : List.<JsonNode>of()) {
            boolean list = value.isObject() && child.isArray() && !child.isEmpty();
            if (child.isNull() || (child.isContainer() && !list) || (list && !isFlat(child))) {
                return false;
            }
        }
        return true;
    }

    static String form(JsonNode object) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            pairs.addAll(pairs(entry.getKey(), "form", true, entry.getValue()));
        }
        return String.join("&", pairs);
    }

    private static List<String> pairs(String name, String style, boolean explode, JsonNode value) {
        List<String> pairs = new ArrayList<>();
        if (style.equals("deepObject")) {
            value.properties().forEach(entry -> {
                if (entry.getValue().isArray()) {
                    entry.getValue()
                            .forEach(one -> pairs.add(
                                    encoded(name + "[" + entry.getKey() + "]") + "=" + encoded(one.asString(""))));
                } else {
                    pairs.add(encoded(name + "[" + entry.getKey() + "]") + "="
                            + encoded(entry.getValue().asString("")));
                }
            });
        } else if (value.isArray() && explode) {
            value.forEach(one -> pairs.add(encoded(name) + "=" + encoded(one.asString(""))));
        } else if (value.isObject() && explode) {
            value.properties()
                    .forEach(entry -> pairs.add(encoded(entry.getKey()) + "="
                            + encoded(entry.getValue().asString(""))));
        } else {
            String delimiter = style.equals("spaceDelimited") ? "%20" : style.equals("pipeDelimited") ? "|" : ",";
            pairs.add(encoded(name) + "=" + joined(value, delimiter, false, false));
        }
        return pairs;
    }

    private static String joined(JsonNode value, String delimiter, boolean explode, boolean plain) {
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> parts.add(text(one, plain)));
        } else if (value.isObject()) {
            value.properties().forEach(entry -> {
                String key = plain ? entry.getKey() : encoded(entry.getKey());
                parts.add(
                        explode
                                ? key + "=" + text(entry.getValue(), plain)
                                : key + delimiter + text(entry.getValue(), plain));
            });
        } else {
            parts.add(text(value, plain));
        }
        return String.join(delimiter, parts);
    }

    private static boolean hasComma(JsonNode value) {
        return value.isContainer()
                && value.values().stream().anyMatch(it -> it.asString("").contains(","));
    }

    private static boolean hasDot(JsonNode value) {
        return value.values().stream().anyMatch(it -> it.asString("").contains("."));
    }

    private static String text(JsonNode value, boolean plain) {
        return plain ? value.asString("") : encoded(value.asString(""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
