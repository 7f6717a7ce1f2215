package io.levee.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "A CODEOWNERS file uses a pattern that follows most of the same rules used in gitignore files": what GitHub's
/// patterns
/// match is what git itself ignores, but for the documented exceptions (`!`, `[ ]`, `\#`, a last segment `*`).
class GitIgnoreTest {
    private static final long SEED = 20_260_601;
    private static final int PATTERNS = 150;
    private static final List<String> SEGMENTS = List.of(
            "a", "b", "ab", "abc", "a.b", "*.b", "a*", "*b", "a?c", "?", "**", "***", "*", "a**b", "x\\*y", "x y",
            "\\a", "#a");
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "abc", "a.b", "x*y", "xzy", "x y", "aXc", "#a", ".b");

    @TempDir
    Path repository;

    @Test
    void patternsMatchWhatGitIgnores() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        git("init", "-q");
        Set<String> paths = new LinkedHashSet<>();
        for (int i = 0; i < 250; i++) {
            paths.add(drawn(random, NAMES, 1 + random.nextInt(4)));
        }
        for (int i = 0; i < PATTERNS; i++) {
            String pattern = pattern(random);
            Files.writeString(repository.resolve(".gitignore"), pattern.replace(" ", "\\ ") + "\n");
            Set<String> ignored = ignored(paths);
            Set<String> matched = new TreeSet<>();
            PathPattern ours = PathPattern.gitHub(pattern.replace(" ", "\\ "));
            paths.stream().filter(ours::matches).forEach(matched::add);
            assertThat(matched).as("seed %d, pattern `%s`", SEED, pattern).isEqualTo(ignored);
        }
    }

    /// Without what differs by documentation, and without a folder of any depth at the end, of which GitHub's says
    /// nothing.
    private static String pattern(Random random) {
        while (true) {
            String pattern = (random.nextBoolean() ? "/" : "")
                    + drawn(random, SEGMENTS, 1 + random.nextInt(3))
                    + (random.nextInt(4) == 0 ? "/" : "");
            boolean lastStar = pattern.endsWith("/*") || pattern.endsWith("**/") || pattern.equals("*");
            if (!lastStar && !pattern.startsWith("#")) {
                return pattern;
            }
        }
    }

    private static String drawn(Random random, List<String> from, int count) {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(from.get(random.nextInt(from.size())));
        }
        return String.join("/", segments);
    }

    private Set<String> ignored(Set<String> paths) throws IOException, InterruptedException {
        Path input = repository.resolve(".git/paths");
        Files.writeString(input, String.join("\0", paths) + "\0");
        Process git = new ProcessBuilder("git", "check-ignore", "--no-index", "-z", "--stdin")
                .directory(repository.toFile())
                .redirectInput(input.toFile())
                .start();
        String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isBetween(0, 1);
        Set<String> ignored = new TreeSet<>(Arrays.asList(out.split("\0", -1)));
        ignored.remove("");
        return ignored;
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .directory(repository.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
