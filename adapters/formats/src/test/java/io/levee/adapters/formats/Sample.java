package io.levee.adapters.formats;

import io.levee.change.StructuredChange;
import io.levee.change.StructuredChange.Part;
import io.levee.change.StructuredChange.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file before and after, and what its structure is expected to say, as one text with `===`
/// before each section.
record Sample(String name, String path, String before, String after, String expected) {
    private static final Path FOLDER = Path.of("src/test/resources/samples");

    static List<Sample> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Sample::read).toList();
        }
    }

    private static Sample read(Path file) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder section = new StringBuilder();
        String path = "";
        for (String line : text(file).lines().toList()) {
            if (line.startsWith("=== ")) {
                String title = line.substring(4).strip();
                path = title.startsWith("path ") ? title.substring(5) : path;
                section = sections.computeIfAbsent(title, _ -> new StringBuilder());
            } else {
                section.append(line).append('\n');
            }
        }
        return new Sample(
                file.getFileName().toString(),
                path,
                section(sections, "before"),
                section(sections, "after"),
                section(sections, "expected"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String section(Map<String, StringBuilder> sections, String title) {
        return Optional.ofNullable(sections.get(title))
                .map(StringBuilder::toString)
                .orElse("");
    }

    /// As the samples write it.
    static String words(Optional<StructuredChange> change) {
        return change.map(Sample::words).orElse("no structure\n");
    }

    private static String words(StructuredChange change) {
        String unreadable = change.unreadable().isEmpty() ? "" : "unreadable " + change.unreadable() + "\n";
        return change.format()
                + (change.partial() ? " partial\n" : "\n")
                + unreadable
                + change.parts().stream().map(Sample::words).collect(Collectors.joining());
    }

    private static String words(Part part) {
        String name = part.name().isEmpty() ? "" : " " + part.name();
        String assets = part.assets().isEmpty() ? "" : " " + part.assets();
        return "%s%s%s %s\n%s"
                .formatted(
                        part.kind(),
                        name,
                        assets,
                        lines(part.lineBefore(), part.lineAfter()),
                        part.values().stream().map(Sample::words).collect(Collectors.joining()));
    }

    private static String words(Value value) {
        return "  %s %s -> %s %s\n"
                .formatted(
                        value.pointer().isEmpty() ? "/" : value.pointer(),
                        value.lineBefore() == 0 ? "absent" : plain(value.before()),
                        value.lineAfter() == 0 ? "absent" : plain(value.after()),
                        lines(value.lineBefore(), value.lineAfter()));
    }

    private static String plain(@Nullable Object value) {
        return value instanceof String text ? "'" + text.replace("\n", "\\n") + "'" : String.valueOf(value);
    }

    private static String lines(int before, int after) {
        return "@" + before + "," + after;
    }

    @Override
    public String toString() {
        return name;
    }
}
