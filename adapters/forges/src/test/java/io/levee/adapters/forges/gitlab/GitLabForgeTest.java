package io.levee.adapters.forges.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.ForgeDouble;
import io.levee.adapters.doubles.ForgeDouble.Talk;
import io.levee.adapters.doubles.GitLabDouble;
import io.levee.adapters.forges.Forge;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Said;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GitLabForgeTest {
    private static final Concern REPLICAS = Said.concern("replicas", "high", "app.yaml", 2, "replicas: 1");

    private final GitLabDouble there = new GitLabDouble();
    private final Forge forge =
            new GitLabForge(there.url(), () -> ForgeDouble.TOKEN, OptionalLong.of(5), Said.patience());
    private final PullRequest.Ref ref = new PullRequest.Ref(GitLabDouble.PROJECT, GitLabDouble.NUMBER);

    @AfterEach
    void close() {
        there.close();
    }

    private static Map<String, Object> file(String path, String diff) {
        return new HashMap<>(Map.of(
                "old_path",
                path,
                "new_path",
                path,
                "a_mode",
                "100644",
                "b_mode",
                "100644",
                "new_file",
                false,
                "renamed_file",
                false,
                "deleted_file",
                false,
                "diff",
                diff));
    }

    private static Map<String, Object> file(String path, String diff, Map<String, Object> other) {
        Map<String, Object> file = file(path, diff);
        file.putAll(other);
        return file;
    }

    private Change read(List<Map<String, Object>> files) {
        there.lists(files);
        return forge.change(forge.opened(ref));
    }

    @Test
    void listsWhatIsOpen() {
        there.pushed(Said.ONE, Said.DIFF);
        assertThat(forge.open(GitLabDouble.PROJECT, Optional.empty())).containsExactly(new Forge.Listed(ref, Said.ONE));
        assertThat(forge.open(GitLabDouble.PROJECT, Optional.of("other"))).isEmpty();
    }

    @Test
    void readsEachFileByItsNamesAndHunks() {
        Change change = read(List.of(
                file("a.yaml", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file\n"),
                file("new", "@@ -0,0 +1 @@\n+x\n", Map.of("new_file", true, "a_mode", "0")),
                file("gone", "@@ -1 +0,0 @@\n-x\n", Map.of("deleted_file", true, "b_mode", "0")),
                file("after", "", Map.of("renamed_file", true, "old_path", "before")),
                file("run.sh", "", Map.of("b_mode", "100755")),
                file(
                        "module",
                        "@@ -1 +1 @@\n-Subproject commit " + "a".repeat(40) + "\n+Subproject commit " + "b".repeat(40)
                                + "\n",
                        Map.of("a_mode", "160000", "b_mode", "160000"))));
        assertThat(change.notReviewed())
                .extracting(Change.NotReviewed::file)
                .containsExactly("module"); // nobody sees the other repository
        assertThat(change.files())
                .extracting(ChangedFile::kind)
                .containsExactly(
                        ChangedFile.Kind.MODIFIED,
                        ChangedFile.Kind.ADDED,
                        ChangedFile.Kind.DELETED,
                        ChangedFile.Kind.RENAMED,
                        ChangedFile.Kind.MODIFIED,
                        ChangedFile.Kind.MODIFIED);
        assertThat(change.files().getFirst().added()).singleElement().matches(line -> !line.ended());
        assertThat(change.files().get(3).before()).isEqualTo("before");
        assertThat(change.files().get(4).modeAfter()).isEqualTo("100755");
        assertThat(change.files().get(5).body()).isInstanceOf(ChangedFile.Body.Submodule.class);
    }

    @Test
    void whatGitLabLeavesOutIsNotReviewed() {
        Change change = read(List.of(
                file("collapsed", "", Map.of("collapsed", true)),
                file("large", "", Map.of("too_large", true)),
                file("image", "Binary files a/image and b/image differ\n"),
                file("silent", ""),
                file("new", "", Map.of("new_file", true, "a_mode", "0"))));
        assertThat(change.notReviewed())
                .extracting(Change.NotReviewed::file)
                .containsExactly("collapsed", "large", "image", "silent", "new");
    }

    @Test
    void anEmptyNewFileIsReadToKnowIt() {
        there.pushed(Said.ONE, "");
        there.has(Said.ONE, "dir/empty", "");
        assertThat(read(List.of(file("dir/empty", "", Map.of("new_file", true, "a_mode", "0"))))
                        .notReviewed())
                .isEmpty();
    }

    @Test
    void filesThatAreNotListedAreNotReviewed() {
        List<Map<String, Object>> files = new ArrayList<>();
        for (int i = 0; i < 95; i++) {
            files.add(file("f" + i, "@@ -1 +1 @@\n-a\n+b\n"));
        }
        there.lists(files);
        assertThat(forge.change(forge.opened(ref)).notReviewed()).isEmpty();
        there.claims("1000+");
        assertThat(forge.change(forge.opened(ref)).notReviewed())
                .containsExactly(new Change.NotReviewed("", "GitLab shows 95 files of more"));
    }

    @Test
    void wholeFilesComeByTheirWholePath() {
        there.pushed(Said.ONE, Said.DIFF);
        PullRequest opened = forge.opened(ref);
        there.has(opened.base(), ".gitlab/CODEOWNERS", "* @kafka\n");
        assertThat(forge.atBase(opened, ".gitlab/CODEOWNERS")).contains("* @kafka\n");
        assertThat(forge.atBase(opened, "..")).isEmpty();
    }

    @Test
    void whereGitLabTakesNoLineItStandsAtTheFileAndElseAtTheWhole() {
        there.pushed(Said.ONE, Said.DIFF);
        there.takesNoLines();
        publish(Said.report("deny", REPLICAS));
        assertThat(there.talks()).extracting(Talk::place).containsExactly("app.yaml");
        there.takesNoFiles();
        publish(Said.report("deny", Said.concern("other", "high", "app.yaml", 2, "replicas: 1")));
        assertThat(there.talks()).extracting(Talk::place).containsExactly("app.yaml", "");
        assertThat(there.talks().getFirst().resolved()).isTrue();
    }

    private void publish(ReviewReport report) {
        forge.publish(forge.opened(ref), Said.change(Said.DIFF), report);
    }

    @Test
    void theStatusIsSetOnceAndAHeldChangeHasNotPassed() {
        there.pushed(Said.ONE, Said.DIFF);
        publish(Said.report("deny", REPLICAS));
        publish(Said.report("deny", REPLICAS));
        publish(Said.report("hold"));
        publish(Said.report("allow"));
        assertThat(there.statuses()).containsExactly("failed", "success");
        assertThat(there.checks()).containsExactly("failed", "failed", "failed", "passed");
    }

    @Test
    void oneNoteSaysAllAndIsKeptUpToDate() {
        there.pushed(Said.ONE, Said.DIFF);
        publish(Said.report("allow"));
        assertThat(there.notes()).isEmpty();
        publish(Said.report("deny", REPLICAS));
        assertThat(there.notes()).singleElement().matches(note -> note.body().contains("Levee: deny"));
        publish(Said.report("allow"));
        assertThat(there.notes()).singleElement().matches(note -> note.body().contains("Levee: allow"));
    }

    @Test
    void aMergeRequestThatIsNotReadyIsAskedForLater() {
        there.pushed("", Said.DIFF);
        assertThatThrownBy(() -> forge.opened(ref)).isInstanceOf(IllegalStateException.class);
    }
}
