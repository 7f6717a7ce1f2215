package io.levee.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The sources themselves: sizes only go down, and what the documents point at exists.
final class TidyTest {
    /// The longest file; lower it when you can, never raise it.
    private static final int LINES_MAX = 400;
    private static final int LINES_MEDIAN_MAX = 90;

    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void noFileIsLongerThanTheLongestWas() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            long lines = lines(source);
            if (lines > LINES_MAX) {
                tooLong.add(lines + " lines: " + ROOT.relativize(source));
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path source : sources()) {
            if (source.toString().contains("/main/")) {
                sizes.add(lines(source));
            }
        }
        sizes.sort(null);
        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(LINES_MEDIAN_MAX);
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                Path target = document.resolveSibling(link.group(1)).normalize();
                if (!Files.exists(target)) {
                    broken.add("%s: %s".formatted(ROOT.relativize(document), link.group(1)));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /// A slip of an editor or a script leaves nothing behind; a decision must not get lost that way.
    @Test
    void noDocumentIsEmpty() throws IOException {
        List<Path> empty = new ArrayList<>();
        for (Path document : documents()) {
            if (Files.readString(document).isBlank()) {
                empty.add(ROOT.relativize(document));
            }
        }
        assertThat(empty).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        return files(".java");
    }

    private static List<Path> documents() throws IOException {
        return files(".md");
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().endsWith(end))
                    .filter(path -> !path.toString().matches(".*/(target|\\.git|\\.levee|node_modules)/.*"))
                    .toList();
        }
    }

    private static long lines(Path source) throws IOException {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.count();
        }
    }
}
