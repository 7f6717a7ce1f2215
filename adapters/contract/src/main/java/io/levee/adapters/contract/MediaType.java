package io.levee.adapters.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A media type, or a range of them.
///
/// @param charset empty where none is said
record MediaType(String type, String subtype, String charset) {
    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z0-9!#$&^_.+*-]+)/([A-Za-z0-9!#$&^_.+*-]+)\\s*(;.*)?");
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9_.:-]+)", Pattern.CASE_INSENSITIVE);
    /// One after the other, for as long as it takes: there is no whole to check.
    private static final Set<String> STREAMS = Set.of(
            "text/event-stream",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
            "application/json-seq",
            "application/geo+json-seq",
            "application/stream+json");

    /// How the content of a body is read.
    enum Content {
        JSON,
        FORM,
        TEXT,
        /// Not at all.
        OPAQUE
    }

    static Optional<MediaType> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        Matcher charset = CHARSET.matcher(rest);
        return Optional.of(new MediaType(
                matcher.group(1).toLowerCase(Locale.ROOT),
                matcher.group(2).toLowerCase(Locale.ROOT),
                charset.find() ? charset.group(1).toLowerCase(Locale.ROOT) : ""));
    }

    /// The one that a message names; empty where it names none, several, or no media type.
    static Optional<MediaType> ofMessage(List<String> contentTypes) {
        return contentTypes.size() == 1 ? parse(contentTypes.getFirst()) : Optional.empty();
    }

    String text() {
        return type + "/" + subtype;
    }

    /// How exactly this range means `other`: 0 not at all, 3 by name.
    int covers(MediaType other) {
        if (type.equals("*") && subtype.equals("*")) {
            return 1;
        }
        if (!type.equals(other.type)) {
            return 0;
        }
        return subtype.equals("*") ? 2 : subtype.equals(other.subtype) ? 3 : 0;
    }

    Content content() {
        if (STREAMS.contains(text())) {
            return Content.OPAQUE;
        }
        if (subtype.equals("json") || subtype.endsWith("+json")) {
            return Content.JSON;
        }
        if (text().equals("application/x-www-form-urlencoded")) {
            return Content.FORM;
        }
        return text().equals("text/plain") ? Content.TEXT : Content.OPAQUE;
    }

    boolean isStream() {
        return STREAMS.contains(text());
    }

    boolean isUtf8() {
        return charset.isEmpty() || charset.equals("utf-8") || charset.equals("us-ascii");
    }
}
