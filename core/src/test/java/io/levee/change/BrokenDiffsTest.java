package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change.NotReviewed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Diffs that were broken at random are given to `git apply` and GNU patch: what they change must be in what was read,
/// or it must be said that it was not.
final class BrokenDiffsTest {
    private static final int ROUNDS = Integer.getInteger("levee.rounds", 30);
    private static final int FIRST = Integer.getInteger("levee.first", 0);
    private static final int BROKEN = 8;
    private static final List<String> NASTY = List.of(
            "--- a/x",
            "+++ b/x",
            "--- a/y.txt",
            "+++ b/y.txt",
            "+++ /dev/null",
            "--- /dev/null",
            "@@ -1 +1 @@",
            "@@ -0,0 +1 @@",
            "@@ -1,3 +1,3 @@",
            "@@@ -1 -1 +1 @@@",
            "diff --git a/x b/x",
            "diff --git a/y.txt b/y.txt",
            "diff --cc x",
            "index 1111111..2222222 100644",
            "old mode 100644",
            "new mode 100755",
            "new file mode 100644",
            "deleted file mode 100644",
            "rename from x",
            "rename to y.txt",
            "copy from x",
            "copy to evil",
            "similarity index 100%",
            "GIT binary patch",
            "Binary files a/x and b/x differ",
            "\\ No newline at end of file",
            "+evil",
            "-evil",
            " ",
            "",
            "-- ",
            "Index: x",
            "***************",
            "1c1",
            "  @@ -1 +1 @@",
            "+++ b/x\tx",
            "--- a/x\r",
            "--- \"a/x\"",
            "\tx",
            "X--- a/x",
            "literal 5",
            "@@ -1 +1 @");

    @TempDir
    private Path folder;

    private record State(Map<String, String> texts, Set<String> executable) {}

    @Test
    void nothingThatIsAppliedIsMissed() {
        Tools tools = new Tools(folder).init();
        int applied = 0;
        for (int seed = FIRST; seed < FIRST + ROUNDS; seed++) {
            applied += round(tools, seed);
        }
        assertThat(applied).as("diffs that something could be made of").isGreaterThan(ROUNDS);
    }

    private int round(Tools tools, int seed) {
        Random random = new Random(seed);
        tools.git("rm", "-rfq", "--ignore-unmatch", ".");
        RandomRepository repository = new RandomRepository(random);
        Map<String, String> before = repository.files();
        repository.into(tools, Map.of());
        tools.commit("before");
        State old = state();
        repository.edit();
        repository.into(tools, before);
        tools.git("add", "-A");
        String diff = tools.git("diff", "--cached", random.nextBoolean() ? "-M" : "--no-renames");
        tools.git("reset", "-q", "--hard");
        int applied = 0;
        for (int times = 0; times < BROKEN; times++) {
            String broken = broken(diff, random);
            String story = "seed %d, time %d\n%s".formatted(seed, times, shown(broken));
            Change change = UnifiedDiff.read(broken);
            List<String> command = random.nextBoolean()
                    ? List.of("git", "apply", "--whitespace=nowarn", "--unidiff-zero", "-")
                    : List.of("patch", "-p1", "-s", "-f", "--no-backup-if-mismatch", "-r", "-");
            tools.run(broken, command);
            State now = state();
            if (!now.equals(old)) {
                applied++;
                compare(change, old, now, story);
                tools.git("reset", "-q", "--hard");
                tools.git("clean", "-qfdx");
            }
        }
        return applied;
    }

    private static String broken(String diff, Random random) {
        List<String> lines = new ArrayList<>(List.of(diff.split("(?<=\n)")));
        for (int times = random.nextInt(4); times >= 0; times--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(7)) {
                case 0 -> lines.set(at, "");
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
                case 3 -> lines.set(at, line.replaceFirst("\\d+", "" + random.nextInt(6)));
                case 4 -> lines.set(at, line.isEmpty() ? "" : line.substring(1));
                default -> lines.add(at, NASTY.get(random.nextInt(NASTY.size())) + "\n");
            }
        }
        return String.join("", lines);
    }

    private static void compare(Change change, State old, State now, String story) {
        Set<String> said = change.notReviewed().stream().map(NotReviewed::file).collect(Collectors.toSet());
        if (said.contains("")) {
            return;
        }
        Set<String> paths = new TreeSet<>(old.texts.keySet());
        paths.addAll(now.texts.keySet());
        for (String path : paths) {
            String before = old.texts.getOrDefault(path, "");
            String after = now.texts.getOrDefault(path, "");
            boolean there = old.texts.containsKey(path) == now.texts.containsKey(path);
            boolean mode = old.executable.contains(path) == now.executable.contains(path);
            // where a header does not say that a file is gone, git writes to a file of this name
            if (path.equals("dev/null") || said.contains(path) || (before.equals(after) && there && mode)) {
                continue;
            }
            List<ChangedFile> files = change.files().stream()
                    .filter(file -> file.path().equals(path)
                            || (file.kind() == ChangedFile.Kind.RENAMED
                                    && file.before().equals(path)))
                    .toList();
            assertThat(files).as("%s\n%s", path, story).isNotEmpty();
            Map<String, Integer> appeared = counts(after);
            counts(before).forEach((line, count) -> appeared.merge(line, -count, Integer::sum));
            for (ChangedFile file : files) {
                file.added().forEach(line -> appeared.merge(line.text(), -1, Integer::sum));
                boolean moved = !file.before().equals(path) && file.path().equals(path);
                counts(moved ? old.texts.getOrDefault(file.before(), "") : "")
                        .forEach((line, count) -> appeared.merge(line, -count, Integer::sum));
            }
            assertThat(appeared)
                    .as("%s\n%s", path, story)
                    .allSatisfy((line, more) ->
                            assertThat(more).as("`%s`", shown(line)).isLessThanOrEqualTo(0));
            assertThat(mode || files.stream().anyMatch(file -> !file.modeAfter().equals(file.modeBefore())))
                    .as("mode of %s\n%s", path, story)
                    .isTrue();
        }
    }

    /// Reports of tests end at characters that XML has not.
    private static String shown(String text) {
        return text.replaceAll("[^\\x20-\\x7e\\n]", "?");
    }

    private static Map<String, Integer> counts(String text) {
        Map<String, Integer> counts = new HashMap<>();
        for (String line : List.of(text.split("(?<=\n)"))) {
            if (!line.isEmpty()) {
                counts.merge(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line, 1, Integer::sum);
            }
        }
        return counts;
    }

    private State state() {
        Map<String, String> texts = new TreeMap<>();
        Set<String> executable = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                // the platform's names are not UTF-8 here in every case; such a file is left out
                String name = folder.relativize(file).toString();
                if (!name.startsWith(".git/") && name.chars().allMatch(it -> it < 0x80)) {
                    texts.put(name, RawText.decode(Files.readAllBytes(file)));
                    if (Files.isExecutable(file)) {
                        executable.add(name);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new State(texts, executable);
    }
}
