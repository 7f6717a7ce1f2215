package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.ChangedFile.Body;
import io.levee.change.ChangedFile.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random changes go through `git diff` with random options, are read, and make the new files again byte for byte.
final class RandomChangesTest {
    private static final int ROUNDS = Integer.getInteger("levee.rounds", 60);
    private static final List<String> OPTIONS = List.of(
            "-U0",
            "-U1",
            "-U10",
            "-M",
            "-C",
            "--find-copies-harder",
            "--no-renames",
            "--patience",
            "--histogram",
            "--minimal",
            "--full-index",
            "--inter-hunk-context=3",
            "-W",
            "-B",
            "--text",
            "--binary",
            "-R");

    private static final List<List<String>> PREFIXES = List.of(
            List.of(),
            List.of(),
            List.of("--no-prefix"),
            List.of("--src-prefix=i/", "--dst-prefix=w/"),
            List.of("--src-prefix=old/", "--dst-prefix=new/"));

    @TempDir
    private Path folder;

    @Test
    void whatIsReadMakesTheNewFilesAgain() {
        Tools tools = new Tools(folder).init();
        for (int seed = 0; seed < ROUNDS; seed++) {
            round(tools, seed);
        }
    }

    private static void round(Tools tools, int seed) {
        Random random = new Random(seed);
        tools.git("rm", "-rfq", "--ignore-unmatch", ".");
        RandomRepository repository = new RandomRepository(random);
        Map<String, String> before = repository.files();
        repository.into(tools, Map.of());
        String base = tools.commit("before");
        repository.edit();
        Map<String, String> after = repository.files();
        repository.into(tools, before);
        String head = tools.commit("after");
        List<String> command = new ArrayList<>(List.of("diff"));
        for (int option = random.nextInt(5); option > 0; option--) {
            command.add(OPTIONS.get(random.nextInt(OPTIONS.size())));
        }
        command.addAll(PREFIXES.get(random.nextInt(PREFIXES.size())));
        boolean backwards = command.contains("-R");
        command.addAll(List.of(base, head));
        Change change = UnifiedDiff.read(tools.git(command.toArray(String[]::new)));
        String story = "seed %d: %s".formatted(seed, command);
        if (command.contains("-W")
                && change.notReviewed().stream().anyMatch(it -> it.why().contains("overlap"))) {
            return; // as git 2.39 writes it, now and then
        }
        Map<String, String> from = backwards ? after : before;
        Map<String, String> to = backwards ? before : after;
        assertThat(applied(change, from, to, story)).as(story).isEqualTo(to);
        assertThat(change.notReviewed()).as(story).allMatch(it -> it.why().equals("binary"));
    }

    /// The files after the change; of those that are binary the content is not looked at.
    private static Map<String, String> applied(
            Change change, Map<String, String> before, Map<String, String> after, String story) {
        Map<String, String> made = new TreeMap<>(before);
        for (ChangedFile file : change.files()) {
            if (file.kind() == Kind.DELETED || file.kind() == Kind.RENAMED) {
                made.remove(file.before());
            }
        }
        for (ChangedFile file : change.files()) {
            String old = file.kind() == Kind.ADDED ? "" : before.getOrDefault(file.before(), "?");
            if (file.body() instanceof Body.Binary) {
                Optional.ofNullable(after.get(file.path())).ifPresent(text -> made.put(file.path(), text));
                continue;
            }
            Optional<String> now = HunkFit.after(old, file.hunks());
            assertThat(now).as("%s: %s", story, file).isPresent();
            assertThat(HunkFit.before(now.orElseThrow(), file.hunks()))
                    .as(story)
                    .contains(old);
            if (file.kind() == Kind.DELETED) {
                assertThat(now).as(story).contains("");
            } else {
                made.put(file.path(), now.orElseThrow());
            }
        }
        return made;
    }
}
