package io.levee.adapters.forges.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.ForgeDouble;
import io.levee.adapters.doubles.ForgeDouble.Fault;
import io.levee.adapters.doubles.ForgeDouble.Talk;
import io.levee.adapters.doubles.GitHubDouble;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.forges.Forge;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Said;
import io.levee.adapters.forges.Undone;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GitHubForgeTest {
    private static final Concern REPLICAS = Said.concern("replicas", "high", "app.yaml", 2, "replicas: 1");
    private static final Concern NOWHERE = Said.concern("missing", "high", "docs/x.md", 1, "");

    private final GitHubDouble there = new GitHubDouble();
    private final Forge forge = new GitHubForge(there.url(), () -> ForgeDouble.TOKEN, Said.patience());
    private final PullRequest.Ref ref = new PullRequest.Ref(GitHubDouble.REPOSITORY, GitHubDouble.NUMBER);

    @AfterEach
    void close() {
        there.close();
    }

    private void publish(ReviewReport report) {
        forge.publish(forge.opened(ref), Said.change(Said.DIFF), report);
    }

    private static Map<String, Object> file(String name, String status, int added, int removed, String patch) {
        Map<String, Object> file = new HashMap<>(Map.of(
                "filename", name,
                "status", status,
                "additions", added,
                "deletions", removed,
                "changes", added + removed,
                "sha", "c".repeat(40)));
        if (!patch.isEmpty()) {
            file.put("patch", patch);
        }
        return file;
    }

    @Test
    void asksTheForgeForTheCommits() {
        there.pushed(Said.ONE, Said.DIFF);
        PullRequest opened = forge.opened(ref);
        assertThat(opened.head()).isEqualTo(Said.ONE);
        assertThat(opened.base()).isEqualTo("b".repeat(40));
        assertThat(opened.mergeBase()).isEqualTo("a".repeat(40));
        assertThat(opened.files()).isEqualTo(2);
        assertThat(opened.author()).isEqualTo("dana");
    }

    @Test
    void listsWhatIsOpen() {
        there.pushed(Said.ONE, Said.DIFF);
        assertThat(forge.open(GitHubDouble.REPOSITORY, Optional.empty()))
                .containsExactly(new Forge.Listed(ref, Said.ONE));
        assertThat(forge.open(GitHubDouble.REPOSITORY, Optional.of("main"))).hasSize(1);
        assertThat(forge.open(GitHubDouble.REPOSITORY, Optional.of("other"))).isEmpty();
    }

    @Test
    void onlyWhatWasMergedIsUndone() {
        there.pushed(Said.ONE, Said.DIFF);
        there.commits(Said.THREE, "Revert\n\nThis reverts commit %s.".formatted(Said.TWO));
        assertThat(forge.undone(GitHubDouble.REPOSITORY, "main"))
                .as("it is open")
                .isEmpty();
        there.merged(Said.TWO);
        assertThat(forge.undone(GitHubDouble.REPOSITORY, "main"))
                .containsExactly(new Undone(ref, Said.ONE, Said.THREE));
        assertThat(forge.undone(GitHubDouble.REPOSITORY, "other"))
                .as("another branch")
                .isEmpty();
    }

    /// Branch protection looks at the newest, whatever an older one said.
    @Test
    void whatWasSaidBeforeSomethingElseIsSaidAgain() {
        there.pushed(Said.ONE, Said.DIFF);
        ReviewReport denied = Said.report("deny", REPLICAS);
        publish(denied);
        publish(denied.overridden());
        publish(denied);
        publish(denied);
        assertThat(there.checks())
                .extracting(GitHubDouble.Check::conclusion)
                .containsExactly("failure", "success", "failure");
    }

    @Test
    void readsTheDiffAsGitWritesIt() {
        there.pushed(Said.ONE, Said.DIFF);
        assertThat(forge.change(forge.opened(ref))).isEqualTo(Said.change(Said.DIFF));
    }

    @Test
    void aDiffThatLacksFilesIsNotClean() {
        there.pushed(Said.ONE, Said.DIFF);
        there.claims(3);
        assertThat(forge.change(forge.opened(ref)).notReviewed())
                .containsExactly(new Change.NotReviewed("", "GitHub shows 2 of 3 files"));
    }

    @Test
    void aLargeChangeIsReadFileByFile() {
        List<Map<String, Object>> files = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            files.add(file("f" + i, "modified", 1, 1, "@@ -1 +1 @@\n-a\n+b"));
        }
        files.add(file("large", "modified", 9, 0, ""));
        files.add(file("cut", "modified", 2, 1, "@@ -1 +1 @@\n-a\n+b"));
        files.add(file("image", "added", 0, 0, ""));
        Map<String, Object> renamed = file("new name", "renamed", 0, 0, "");
        renamed.put("previous_filename", "old name");
        files.add(renamed);
        files.add(file("hostile", "modified", 1, 1, "@@ -1 +1 @@\n-a\n+b\ndiff --git a/x b/x\nnew file mode 100644"));
        there.lists(files);
        Change change = forge.change(forge.opened(ref));
        assertThat(change.files()).hasSizeGreaterThanOrEqualTo(254);
        assertThat(change.files().getFirst().added())
                .singleElement()
                .matches(line -> line.text().equals("b"));
        assertThat(change.files())
                .filteredOn(it -> it.kind() == ChangedFile.Kind.RENAMED)
                .singleElement()
                .matches(it -> it.before().equals("old name") && it.after().equals("new name"));
        assertThat(change.notReviewed())
                .extracting(Change.NotReviewed::file)
                .contains("large", "cut", "image", "hostile")
                .doesNotContain("new name", "f0");
    }

    /// GitHub lists files past some 20,000 lines as if nothing in them had changed.
    @Test
    void filesWithoutLinesAreAskedForAlone() {
        List<Map<String, Object>> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(file("f" + i, "modified", 1, 1, "@@ -1 +1 @@\n-a\n+b"));
        }
        there.lists(files);
        there.hidesLinesUnlessAlone();
        Change change = forge.change(forge.opened(ref));
        assertThat(change.notReviewed()).isEmpty();
        assertThat(change.files()).hasSize(5).allMatch(it -> it.added().size() == 1);
    }

    @Test
    void whereAFileCannotBeReadThatIsNeverClean() {
        there.lists(List.of(file("silent", "modified", 0, 0, "")));
        assertThat(forge.change(forge.opened(ref)).notReviewed())
                .extracting(Change.NotReviewed::file)
                .containsExactly("silent");
    }

    @Test
    void wholeFilesComeFromBothSides() {
        there.pushed(Said.ONE, Said.DIFF);
        PullRequest opened = forge.opened(ref);
        there.has(opened.mergeBase(), "app.yaml", "name: shop\n");
        there.has(opened.head(), "app.yaml", "a\u0000b");
        there.has(opened.base(), "dir/CODE OWNERS%", "* @kafka\n");
        ChangedFile app = Said.change(Said.DIFF).files().getFirst();
        assertThat(forge.contents(opened).before(app)).contains("name: shop\n");
        assertThat(forge.contents(opened).after(app)).isEmpty();
        assertThat(forge.atBase(opened, "dir/CODE OWNERS%")).contains("* @kafka\n");
        assertThat(forge.atBase(opened, "nowhere")).isEmpty();
        assertThat(forge.atBase(opened, "../../x")).isEmpty();
        ChangedFile added = Said.change(Said.DIFF).files().get(1);
        assertThat(forge.contents(opened).before(added)).contains("");
    }

    @Test
    void aTreeThatIsNotAllOfItIsNoTree() {
        there.pushed(Said.ONE, Said.DIFF);
        PullRequest opened = forge.opened(ref);
        for (int i = 0; i < 30; i++) {
            there.has(opened.base(), "org/" + i, "x");
        }
        assertThatThrownBy(() -> forge.pathsAtBase(opened, "org")).hasMessageContaining("does not list all");
    }

    @Test
    void oneReviewForAPushThatOnlyComments() {
        there.pushed(Said.ONE, Said.DIFF);
        publish(Said.report("deny", REPLICAS, NOWHERE));
        publish(Said.report("deny", REPLICAS, NOWHERE));
        assertThat(there.reviews()).singleElement().satisfies(review -> {
            assertThat(review.event()).isEqualTo("COMMENT");
            assertThat(review.comments()).isEqualTo(1);
            assertThat(review.body()).contains("docs/x.md");
        });
        there.pushed(Said.TWO, Said.DIFF);
        publish(Said.report("deny", REPLICAS, NOWHERE));
        assertThat(there.reviews()).hasSize(1);
    }

    @Test
    void whereGitHubTakesNoLineTheCommentStandsAtItsFile() {
        there.pushed(Said.ONE, Said.DIFF);
        there.takesNoLines();
        publish(Said.report("deny", REPLICAS));
        assertThat(there.talks()).extracting(Talk::place).containsExactly("app.yaml");
    }

    @Test
    void whereTheFileIsNotInItsDiffTheReviewLists() {
        there.pushed(Said.ONE, Said.DIFF.replace("app.yaml", "other.yaml"));
        publish(Said.report("deny", REPLICAS));
        assertThat(there.talks()).isEmpty();
        assertThat(there.reviews())
                .singleElement()
                .matches(review -> review.body().contains("app.yaml"));
    }

    @Test
    void theCheckSaysWhatWasDecidedAndNothingUnseenIsASuccess() {
        there.pushed(Said.ONE, Said.DIFF);
        publish(Said.report("deny", REPLICAS));
        publish(Said.report("hold"));
        publish(Said.report("allow"));
        ReviewReport unseen = new ReviewReport(
                "allow", 0, "prior", List.of(), List.of(), List.of(new ReviewReport.Unseen("x", "binary")), List.of());
        publish(unseen);
        assertThat(there.checks())
                .allMatch(
                        check -> check.name().equals("levee") && check.status().equals("completed"))
                .extracting(GitHubDouble.Check::conclusion)
                .containsExactly("failure", "action_required", "success", "action_required");
    }

    @Test
    void allFindingsAreAnnotatedOnceWhateverIsLost() {
        Concern[] many = new Concern[233];
        for (int i = 0; i < many.length; i++) {
            many[i] = Said.concern("r", "low", "topic.yaml", 1 + i % 2, "");
        }
        for (long seed = 1; seed <= 10; seed++) {
            String head = Long.toHexString(seed).repeat(40).substring(0, 40);
            there.pushed(head, Said.DIFF);
            Random random = new Random(seed);
            there.faults(asked -> isCheck(asked) && random.nextInt(3) == 0
                    ? (random.nextBoolean() ? Fault.DONE_AND_LOST : Fault.BAD_GATEWAY)
                    : Fault.NONE);
            publish(Said.report("deny", many));
            assertThat(there.checks().stream().filter(check -> check.head().equals(head)))
                    .as("seed %d", seed)
                    .singleElement()
                    .matches(check ->
                            check.annotations() == 233 && check.conclusion().equals("failure"));
        }
    }

    private static boolean isCheck(HttpAsked asked) {
        return asked.path().contains("check-runs") && !asked.method().equals("GET");
    }

    @Test
    void whoIsNoAppSetsAStatus() {
        there.isNoApp();
        there.pushed(Said.ONE, Said.DIFF);
        publish(Said.report("deny", REPLICAS));
        publish(Said.report("allow"));
        assertThat(there.statuses()).containsExactly("failure", "success");
    }

    @Test
    void aWrongTokenIsNotRepeated() {
        there.pushed(Said.ONE, Said.DIFF);
        Forge wrong = new GitHubForge(there.url(), () -> "wrong-token", Said.patience());
        assertThatThrownBy(() -> wrong.opened(ref))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("401")
                .message()
                .doesNotContain("wrong-token");
    }
}
