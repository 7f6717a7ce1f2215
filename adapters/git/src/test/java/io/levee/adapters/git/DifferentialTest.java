package io.levee.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.ChangedFile.Body;
import io.levee.change.ChangedFile.Kind;
import io.levee.change.HunkFit;
import io.levee.change.RawText;
import io.levee.change.UnifiedDiff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.patch.CombinedFileHeader;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.HunkHeader;
import org.eclipse.jgit.patch.Patch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same changes by objects, by `git diff` and by JGit's own reader of patches.
final class DifferentialTest {
    private static final int OWN_COMMITS = Integer.getInteger("levee.commits", 40);
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));

    @TempDir
    private Path folder;

    private static Set<String> paths(Change change) {
        Set<String> paths = new TreeSet<>();
        change.files().forEach(file -> {
            if (file.kind() != Kind.ADDED) {
                paths.add("- " + (file.kind() == Kind.COPIED ? file.after() : file.before()));
            }
            if (file.kind() != Kind.DELETED) {
                paths.add("+ " + file.after() + " " + file.modeAfter());
            }
        });
        return paths;
    }

    /// Whatever hunks a diff has, they must lead from the file before to the file after.
    private static void leads(Change change, RangeChange real, String story) {
        for (ChangedFile file : change.files()) {
            if (file.body() instanceof Body.Text(var hunks)) {
                Optional<String> before = real.contents().before(file);
                Optional<String> after = real.contents().after(file);
                if (before.isPresent() && after.isPresent()) {
                    assertThat(HunkFit.after(before.get(), hunks))
                            .as("%s: %s", story, file.path())
                            .isEqualTo(after);
                }
            }
        }
    }

    @Test
    void randomCommitsAreWhatGitSaysTheyAre() {
        GitProgram git = GitProgram.init(folder);
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            for (int file = 0; file < 6; file++) {
                if (random.nextInt(3) > 0) {
                    StringBuilder text = new StringBuilder();
                    for (int line = random.nextInt(40); line >= 0; line--) {
                        text.append(random.nextInt(5) == 0 ? "--- a/x" : "line " + random.nextInt(9))
                                .append('\n');
                    }
                    text.append(random.nextInt(4) == 0 ? "no end" : "");
                    git.write("f" + file + (random.nextInt(9) == 0 ? "/in" + seed : ".txt"), text.toString());
                }
            }
            git.commit("seed " + seed);
            String shown = git.run("show", "--no-renames", "--text");
            String story = "seed %d".formatted(seed);
            try (GitHistory history = GitHistory.open(folder)) {
                RangeChange real = history.commit("HEAD");
                Change told = UnifiedDiff.read(shown);
                assertThat(real.change().notReviewed()).as(story).isEmpty();
                leads(real.change(), real, story);
                leads(told, real, story);
                assertThat(lines(shown)).as(story).isEqualTo(linesOfJgit(shown));
            }
        }
    }

    @Test
    void theHistoryOfThisProjectIsReadWhole() {
        Assumptions.assumeTrue(Files.exists(ROOT.resolve(".git")), "no repository of git here");
        GitProgram git = new GitProgram(ROOT);
        try (GitHistory history = GitHistory.open(ROOT)) {
            List<String> ids = git.run("rev-list", "--max-count=" + OWN_COMMITS, "HEAD")
                    .lines()
                    .toList();
            for (String id : ids) {
                String shown =
                        git.run("show", "-M", "--first-parent", "--diff-merges=first-parent", "--full-index", id);
                Change told = UnifiedDiff.read(shown);
                RangeChange real = history.commit(id);
                leads(told, real, id);
                leads(real.change(), real, id);
                assertThat(told.notReviewed()).as(id).allMatch(it -> it.why().equals("binary"));
                assertThat(real.change().notReviewed()).as(id).hasSameElementsAs(told.notReviewed());
                assertThat(paths(real.change())).as(id).isEqualTo(paths(told));
                assertThat(lines(shown)).as(id).isEqualTo(linesOfJgit(shown));
            }
            String all = git.run("log", "-p", "--max-count=" + OWN_COMMITS, "HEAD");
            assertThat(UnifiedDiff.read(all).notReviewed())
                    .allMatch(it -> it.why().equals("binary"));
        }
    }

    private static List<String> lines(String diff) {
        List<String> lines = new ArrayList<>();
        for (ChangedFile file : UnifiedDiff.read(diff).files()) {
            lines.add(file.kind() + " " + (file.kind() == Kind.DELETED ? file.before() : file.after()));
            file.hunks()
                    .forEach(hunk -> lines.add("%d,%d %d,%d"
                            .formatted(hunk.startBefore(), hunk.countBefore(), hunk.startAfter(), hunk.countAfter())));
        }
        return lines;
    }

    private static List<String> linesOfJgit(String diff) {
        Patch patch = new Patch();
        try {
            patch.parse(new ByteArrayInputStream(RawText.encode(diff)));
        } catch (IOException e) {
            throw new IllegalStateException("memory could not be read", e);
        }
        List<String> lines = new ArrayList<>();
        for (FileHeader file : patch.getFiles()) {
            assertThat(file).isNotInstanceOf(CombinedFileHeader.class);
            String kind = switch (file.getChangeType()) {
                case ADD -> "ADDED " + file.getNewPath();
                case DELETE -> "DELETED " + file.getOldPath();
                case MODIFY -> "MODIFIED " + file.getNewPath();
                case RENAME -> "RENAMED " + file.getNewPath();
                case COPY -> "COPIED " + file.getNewPath();
            };
            lines.add(kind);
            for (HunkHeader hunk : file.getHunks()) {
                lines.add("%d,%d %d,%d"
                        .formatted(
                                hunk.getOldImage().getStartLine(),
                                hunk.getOldImage().getLineCount(),
                                hunk.getNewStartLine(),
                                hunk.getNewLineCount()));
            }
        }
        return lines;
    }
}
