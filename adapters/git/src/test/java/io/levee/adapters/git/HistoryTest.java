package io.levee.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.git.Revert.How;
import io.levee.rooms.review.Past;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryTest {
    @TempDir
    private Path folder;

    private GitProgram git = new GitProgram(Path.of("."));

    @BeforeEach
    void init() {
        git = GitProgram.init(folder);
        git.write("x", "1\n2\n3\n4\n5\n6\n7\n8\n9\n").commit("first");
        git.run("tag", "start");
    }

    private List<Commit> commits(GitHistory history) {
        return history.commits("start", "main");
    }

    @Test
    void commitsAreThoseOfTheFirstParents() {
        git.run("checkout", "-q", "-b", "side");
        git.write("side", "x\n").commit("on the side");
        git.run("checkout", "-q", "main");
        git.write("y", "y\n").commit("on main\n\nwith a body");
        git.run("merge", "-q", "--no-ff", "-m", "merge", "side");
        try (GitHistory history = GitHistory.open(folder)) {
            List<Commit> commits = commits(history);
            assertThat(commits).extracting(Commit::subject).containsExactly("merge", "on main");
            assertThat(commits.getFirst().files()).containsExactly("side");
            assertThat(commits.getFirst().parents()).hasSize(2);
            assertThat(commits.getLast().message()).isEqualTo("on main\n\nwith a body");
            assertThat(commits.getLast().time()).isEqualTo(Instant.parse("2026-01-01T00:03:00Z"));
            assertThat(commits)
                    .extracting(Commit::author)
                    .containsOnly(commits.getFirst().author());
            assertThat(commits.getFirst().author()).hasSize(16).doesNotContain("somebody");
            assertThat(history.commitsSince(Instant.parse("2026-01-01T00:03:00Z"), "main"))
                    .isEqualTo(commits);
        }
    }

    @Test
    void branchesAreToldOnceAndTheNewestFirst() {
        git.run("checkout", "-q", "-b", "merged");
        git.write("a", "a\n").commit("merged");
        git.run("checkout", "-q", "-b", "open");
        String open = git.write("b", "b\n").commit("open");
        git.run("update-ref", "refs/remotes/origin/open", open.strip());
        git.run("update-ref", "refs/remotes/origin/old", "start");
        git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/old");
        git.run("checkout", "-q", "main");
        git.run("merge", "-q", "--ff-only", "merged");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.branches(10)).extracting(Branch::name).containsExactly("open", "main", "origin/old");
            assertThat(history.branches(1)).extracting(Branch::name).containsExactly("open");
            assertThat(history.contains("HEAD", "merged")).isTrue();
            assertThat(history.contains("HEAD", "HEAD")).isTrue();
            assertThat(history.contains("HEAD", "open")).isFalse();
        }
    }

    @Test
    void whatIsTakenBackIsFound() {
        String named = git.write("x", "one\n2\n3\n4\n5\n6\n7\n8\n9\n").commit("change one");
        String subject = git.write("y", "y\n").commit("add y");
        String inverse = git.write("z", "z\n").commit("add z");
        String lines = git.write("x", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n").commit("change nine");
        git.write("x", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n");
        String first = git.commit("Revert \"change one\"\n\nThis reverts commit %s.".formatted(named));
        String second = git.write("y", "y was wrong\n").commit("Revert \"add y\"");
        git.run("rm", "-q", "z");
        String third = git.commit("no z");
        String fourth = git.write("x", "1\n2\n3\n4\n5\n6\n7\n8\n9\n").commit("nine again as it was");
        git.write("w", "w\n").commit("Revert \"never was\"\n\nThis reverts commit 1234567.");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.reverts(commits(history)))
                    .containsExactlyInAnyOrder(
                            new Revert(first, named, How.NAMED),
                            new Revert(second, subject, How.SUBJECT),
                            new Revert(third, inverse, How.INVERSE),
                            new Revert(fourth, lines, How.INVERSE));
        }
    }

    @Test
    void whatIsTakenBackMayBeOlderThanTheRange() {
        git.write("y", "y\n");
        String old = git.commit("add y");
        git.run("tag", "-f", "start");
        git.run("rm", "-q", "y");
        String back = git.commit("back\n\nThis reverts commit %s.".formatted(old.substring(0, 10)));
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.reverts(commits(history))).containsExactly(new Revert(back, old, How.NAMED));
        }
    }

    @Test
    void filesThatChangeTogetherAreFound() {
        for (int round = 0; round < 4; round++) {
            git.write("api", "" + round)
                    .write("client", "" + round)
                    .write("f" + round, "x")
                    .commit("both");
        }
        git.write("client", "alone").commit("client alone");
        for (int file = 0; file < Together.FILES_MAX; file++) {
            git.write("many/" + file, "x");
        }
        git.write("api", "many").commit("too many");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(Together.mined(commits(history), 3, 0.5))
                    .containsExactly(new Together("api", "client", 4, 4), new Together("client", "api", 4, 5));
            assertThat(Together.mined(commits(history), 3, 0.9)).hasSize(1);
            assertThat(Together.mined(commits(history), 5, 0.5)).isEmpty();
        }
    }

    @Test
    void companionsAreThoseThatAreMined() {
        for (int round = 0; round < 4; round++) {
            git.write("api", "" + round).write("client", "" + round).commit("both");
        }
        git.write("client", "alone").commit("client alone");
        try (GitHistory history = GitHistory.open(folder)) {
            List<Commit> commits = commits(history);
            Companions companions = new Companions();
            commits.reversed().forEach(companions::saw);
            assertThat(companions.of(List.of("client", "api", "x"), 3, 0.5)).isEmpty();
            assertThat(companions.of(List.of("client"), 3, 0.5))
                    .containsExactly(new Companions.Pair(
                            new Together("client", "api", 4, 5), commits.get(1).id()));
            assertThat(companions.of(List.of("api"), 3, 0.9))
                    .extracting(Companions.Pair::together)
                    .isEqualTo(Together.mined(commits, 3, 0.9));
            assertThat(companions.of(List.of("client"), 3, 0.9)).isEmpty();
        }
    }

    @Test
    void whatIsForgottenIsNoCompanion() {
        Companions companions = new Companions();
        for (int i = 0; i < 10; i++) {
            companions.saw(commit(i, "somebody", List.of("a", "b"), "x"));
        }
        for (int i = 0; i < Together.COMMITS_MAX - 5; i++) {
            companions.saw(commit(i, "somebody", List.of("c" + i), "x"));
        }
        assertThat(companions.of(List.of("a"), 1, 0.5))
                .singleElement()
                .satisfies(it -> assertThat(it.together()).isEqualTo(new Together("a", "b", 5, 5)));
    }

    @Test
    void experienceIsCountedAsKameiDoes() {
        Experience experience = new Experience();
        experience.saw(commit(0, "ann", List.of("src/a", "src/b"), "begin"));
        experience.saw(commit(24, "bob", List.of("src/a"), "go on"));
        experience.saw(commit(48, "ann", List.of("docs/c"), "tell"));
        Commit next = commit(72, "ann", List.of("src/a", "src/b", "new"), "Fix the start");
        assertThat(experience.before(Experience.Next.of(next), 17))
                .isEqualTo(new Past(17, 1, 2, (48 + 72) / 24.0 / 2, 2, 2, 2, 0.5));
        Commit stranger = commit(72 + 24 * 400, "eve", List.of("docs/c"), "prefixed");
        assertThat(experience.before(Experience.Next.of(stranger), Double.NaN))
                .isEqualTo(new Past(Double.NaN, 0, 1, 401, 1, 0, 0, 0));
        Commit later = commit(72 + 24 * 400, "ann", List.of("docs/c"), "x");
        assertThat(experience.before(Experience.Next.of(later), 1).recentExperience())
                .isEqualTo(1);
    }

    private static Commit commit(int hours, String author, List<String> files, String message) {
        Instant time = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(hours));
        return new Commit("c" + hours, List.of(), author, time, message, files, files.size(), "", "");
    }

    @Test
    void theNewestAreCountedAndPlacesHaveIds() {
        String second = git.write("d/e", "1").commit("second");
        String third = git.write("y", "1").commit("third");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.newest("main", 2)).extracting(Commit::id).containsExactly(third, second);
            assertThat(history.newest("main", 9)).hasSize(3);
            assertThat(history.contentId(third, "d")).isPresent().isEqualTo(history.contentId(second, "d"));
            assertThat(history.contentId(third, "")).isNotEqualTo(history.contentId(second, ""));
            assertThat(history.contentId(third, "d/e/f")).isEmpty();
            assertThat(history.contentId(third, "none")).isEmpty();
            assertThat(history.contentId(third, "/")).isEmpty();
        }
    }
}
