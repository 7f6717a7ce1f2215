package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.organisation.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `broken/*.case` is a small valid folder with some files replaced (`=== FILE`, or `=== no FILE` to
/// take one out) and, after `=== problems`, every problem that must be found: no more, no fewer, at that
/// line, in that order.
class BrokenFolderTest {
    @TempDir
    Path root;

    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(BrokenFolderTest.class.getResource("/broken"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyProblemIsFoundAtItsLineAndNothingElse(Path file) throws IOException {
        Map<String, String> sections = sections(Files.readString(file));
        Map<String, String> files = new LinkedHashMap<>(Folder.SMALL);
        String expected = Objects.requireNonNull(sections.remove("problems"), "a case has problems");
        sections.forEach((name, text) -> {
            if (name.startsWith("no ")) {
                files.remove(name.substring("no ".length()));
            } else {
                files.put(name, text);
            }
        });
        Folder folder = new Folder(root);
        files.forEach(folder::write);

        List<String> found = new ArrayList<>();
        for (Problem problem : folder.read().problems()) {
            found.add((problem.isError() ? "error " : "warning ") + problem);
            found.add("  fix: " + problem.fix());
        }

        assertThat(String.join("\n", found)).isEqualTo(expected.strip());
    }

    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : text.split("(?m)^=== ", -1)) {
            int end = section.indexOf('\n');
            if (end > 0 && !section.startsWith("#")) {
                sections.put(section.substring(0, end).strip(), section.substring(end + 1));
            }
        }
        return sections;
    }
}
