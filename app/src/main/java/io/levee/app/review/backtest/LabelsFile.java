package io.levee.app.review.backtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads labels as people have them: a commit, whether it turned out bad (or the incident that
/// it caused), and perhaps since when that is known; separated by commas, semicolons, tabs or
/// blanks, or one JSON object on each line. A heading, blank lines and lines that begin with
/// `#` are none.
final class LabelsFile {
    static final int LINES_MAX = 1_000_000;
    static final int LINE_MAX = 4_000;
    static final int ERRORS_MAX = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{4,64}");
    private static final Pattern INCIDENT = Pattern.compile("(?=.*[0-9/#-])[\\w#][\\w./:#-]*");
    private static final Set<String> BAD =
            Set.of("1", "1.0", "true", "yes", "y", "bad", "buggy", "defect", "incident", "reverted");
    private static final Set<String> CLEAN =
            Set.of("", "0", "0.0", "-", "false", "no", "n", "clean", "good", "ok", "none", "null");
    private static final Set<String> COMMIT_KEYS =
            Set.of("commit", "commit_id", "commit_hash", "commithash", "sha", "sha1", "id", "hash", "revision", "rev");
    private static final List<String> LABEL_KEYS =
            List.of("label", "bad", "buggy", "outcome", "contains_bug", "incident", "class");
    private static final List<String> TIME_KEYS = List.of("known", "since", "time", "date", "at");

    private final List<Label> labels = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private LabelsFile() {}

    /// What was read, and what could not be: `FILE:LINE: what`, at most [#ERRORS_MAX].
    record Read(List<Label> labels, List<String> errors) {
        Read {
            labels = List.copyOf(labels);
            errors = List.copyOf(errors);
        }
    }

    static Read read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    static Read read(InputStream in, String name) throws IOException {
        LabelsFile file = new LabelsFile();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        boolean first = true;
        int number = 1;
        for (Optional<String> line = next(lines); line.isPresent(); line = next(lines), number++) {
            if (number > LINES_MAX) {
                file.errors.add("%s:%d: more than %d lines; split the file".formatted(name, number, LINES_MAX));
                break;
            }
            String text = clean(line.get());
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (!(first && isHeading(text))) {
                file.line(text, number, name);
            }
            first = false;
            if (file.errors.size() >= ERRORS_MAX) {
                break;
            }
        }
        return new Read(file.labels, file.errors);
    }

    /// The next line, and no more of it than is needed to say that it is too long.
    private static Optional<String> next(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() <= LINE_MAX) {
                line.append((char) c);
            }
        }
        return Optional.of(line.toString());
    }

    private static String clean(String line) {
        return (line.startsWith("\ufeff") ? line.substring(1) : line).strip();
    }

    private static boolean isHeading(String text) {
        return COMMIT_KEYS.contains(fields(text).getFirst().toLowerCase(Locale.ROOT));
    }

    private void line(String text, int number, String name) {
        try {
            if (text.length() > LINE_MAX) {
                throw new IllegalArgumentException("longer than %d characters".formatted(LINE_MAX));
            }
            labels.add(text.startsWith("{") ? ofJson(text, number) : ofFields(fields(text), number));
        } catch (IllegalArgumentException e) {
            errors.add("%s:%d: %s".formatted(name, number, e.getMessage()));
        }
    }

    private static Label ofFields(List<String> fields, int line) {
        return label(
                fields.getFirst(),
                fields.size() > 1 ? fields.get(1) : "1",
                fields.size() > 2 ? fields.get(2) : "",
                line);
    }

    /// One separator is used in a line; quotes keep what they enclose together.
    private static List<String> fields(String text) {
        String separator = text.contains("\t") ? "\t" : text.contains(";") ? ";" : text.contains(",") ? "," : "\\s+";
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .map(it -> it.length() > 1 && it.startsWith("\"") && it.endsWith("\"")
                        ? it.substring(1, it.length() - 1).strip()
                        : it)
                .toList();
    }

    private static Label ofJson(String text, int line) {
        Map<String, String> fields = new HashMap<>();
        try {
            JsonNode tree = JSON.readTree(text);
            tree.properties()
                    .forEach(it -> fields.put(
                            it.getKey().toLowerCase(Locale.ROOT),
                            it.getValue().isNull() ? "" : it.getValue().asString("")));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON object: %s".formatted(e.getOriginalMessage()), e);
        }
        String commit = first(fields, List.copyOf(COMMIT_KEYS))
                .orElseThrow(
                        () -> new IllegalArgumentException("no `commit`: write {\"commit\": ..., \"label\": ...}"));
        String label = first(fields, LABEL_KEYS)
                .orElseThrow(() -> new IllegalArgumentException("no `label`: write 1, 0 or an incident's id"));
        return label(commit, label, first(fields, TIME_KEYS).orElse(""), line);
    }

    private static Optional<String> first(Map<String, String> fields, List<String> keys) {
        return keys.stream().filter(fields::containsKey).sorted().findFirst().map(key -> fields.getOrDefault(key, ""));
    }

    private static Label label(String commit, String label, String known, int line) {
        String id = commit.toLowerCase(Locale.ROOT);
        if (!COMMIT.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no id of a commit: write 4 to 64 hexadecimal digits".formatted(shown(commit)));
        }
        return new Label(id, isBad(label), known.isEmpty() ? Optional.empty() : Optional.of(time(known)), line);
    }

    private static boolean isBad(String label) {
        String word = label.toLowerCase(Locale.ROOT);
        if (BAD.contains(word) || CLEAN.contains(word)) {
            return BAD.contains(word);
        }
        if (INCIDENT.matcher(label).matches()) {
            return true;
        }
        throw new IllegalArgumentException(
                "`%s` is no label: write 1, 0, bad, clean or an incident's id".formatted(shown(label)));
    }

    /// A day, or a time with its offset; a day is known when it is over.
    static Instant time(String text) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "`%s` is no time: write 2026-01-31 or 2026-01-31T10:00:00Z".formatted(shown(text)), e);
        }
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "..." : plain;
    }
}
