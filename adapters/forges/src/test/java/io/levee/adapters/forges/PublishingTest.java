package io.levee.adapters.forges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.adapters.doubles.ForgeDouble;
import io.levee.adapters.doubles.ForgeDouble.Fault;
import io.levee.adapters.doubles.ForgeDouble.Talk;
import io.levee.adapters.doubles.GitHubDouble;
import io.levee.adapters.doubles.GitLabDouble;
import io.levee.adapters.forges.github.GitHubForge;
import io.levee.adapters.forges.gitlab.GitLabForge;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.change.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What must hold at both forges, over their real wire.
final class PublishingTest {
    /// Both, in one shape.
    enum Which {
        GITHUB,
        GITLAB;

        Site open() {
            return switch (this) {
                case GITHUB -> {
                    GitHubDouble there = new GitHubDouble();
                    yield new Site(
                            there,
                            new GitHubForge(there.url(), () -> ForgeDouble.TOKEN, Said.patience()),
                            new PullRequest.Ref(GitHubDouble.REPOSITORY, GitHubDouble.NUMBER),
                            there::pushed,
                            GitHubDouble.ME);
                }
                case GITLAB -> {
                    GitLabDouble there = new GitLabDouble();
                    yield new Site(
                            there,
                            new GitLabForge(there.url(), () -> ForgeDouble.TOKEN, OptionalLong.of(5), Said.patience()),
                            new PullRequest.Ref(GitLabDouble.PROJECT, GitLabDouble.NUMBER),
                            there::pushed,
                            GitLabDouble.ME);
                }
            };
        }
    }

    record Site(ForgeDouble there, Forge forge, PullRequest.Ref ref, BiConsumer<String, String> push, String me)
            implements AutoCloseable {
        Published publish(ReviewReport report, Change change) {
            return forge.publish(forge.opened(ref), change, report);
        }

        Published publish(ReviewReport report, String head, String diff) {
            push.accept(head, diff);
            return publish(report, Said.change(diff));
        }

        List<Talk> mine() {
            return there.talks().stream()
                    .filter(talk -> talk.notes().getFirst().author().equals(me))
                    .toList();
        }

        @Override
        public void close() {
            there.close();
        }
    }

    private static final List<Fault> FAULTS = List.copyOf(EnumSet.allOf(Fault.class));
    private static final Concern REPLICAS = Said.concern("replicas", "high", "app.yaml", 2, "replicas: 1");
    private static final Concern REMOVED = Said.concern("removed", "low", "app.yaml", 2, "replicas: 3");
    private static final Concern STAYS = Said.concern("port", "low", "app.yaml", 3, "port: 80");
    private static final Concern RETENTION = Said.concern("retention", "high", "topic.yaml", 2, "retention: -1");
    private static final Concern WHOLE = Said.concern("whole", "medium", "topic.yaml", 0, "");

    @ParameterizedTest
    @EnumSource(Which.class)
    void eachFindingStandsAtItsLineOrItsFile(Which which) {
        try (Site site = which.open()) {
            Published done =
                    site.publish(Said.report("deny", REPLICAS, REMOVED, STAYS, RETENTION, WHOLE), Said.ONE, Said.DIFF);
            assertThat(done).isEqualTo(new Published.Done(5, 0, 0));
            assertThat(site.mine())
                    .extracting(Talk::place)
                    .containsExactlyInAnyOrder(
                            "app.yaml RIGHT 2",
                            "app.yaml LEFT 2",
                            "app.yaml RIGHT 3",
                            "topic.yaml RIGHT 2",
                            "topic.yaml");
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void nothingIsPostedTwiceAndWhatIsGoneIsResolvedAndReopenedWhenItComesBack(Which which) {
        try (Site site = which.open()) {
            ReviewReport both = Said.report("deny", REPLICAS, RETENTION);
            site.publish(both, Said.ONE, Said.DIFF);
            assertThat(site.publish(both, Said.TWO, Said.DIFF)).isEqualTo(new Published.Done(0, 0, 0));
            assertThat(site.mine()).hasSize(2).noneMatch(Talk::resolved);

            assertThat(site.publish(Said.report("deny", RETENTION), Said.THREE, Said.DIFF))
                    .isEqualTo(new Published.Done(0, 1, 0));
            assertThat(site.mine()).filteredOn(Talk::resolved).hasSize(1);

            assertThat(site.publish(both, Said.ONE, Said.DIFF)).isEqualTo(new Published.Done(0, 0, 1));
            assertThat(site.mine()).hasSize(2).noneMatch(Talk::resolved);
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void whatAPersonResolvedStaysSoUntilItWasGone(Which which) {
        try (Site site = which.open()) {
            ReviewReport report = Said.report("deny", REPLICAS);
            site.publish(report, Said.ONE, Said.DIFF);
            site.there().resolves(site.mine().getFirst(), true);
            site.publish(report, Said.TWO, Said.DIFF);
            assertThat(site.mine()).singleElement().matches(Talk::resolved);
            site.publish(Said.report("allow"), Said.THREE, Said.DIFF);
            site.publish(report, Said.ONE, Said.DIFF);
            assertThat(site.mine()).singleElement().matches(talk -> !talk.resolved());
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void aStrangersCommentWithOurMarkerSilencesNothing(Which which) {
        try (Site site = which.open()) {
            site.push().accept(Said.ONE, Said.DIFF);
            ReviewReport report = Said.report("deny", REPLICAS);
            Posting posting = Postings.of(report, Said.change(Said.DIFF)).getFirst();
            Talk forged = site.there().begins("mallory", "app.yaml RIGHT 2", posting.body());
            site.publish(report, Said.change(Said.DIFF));
            assertThat(site.mine()).hasSize(1);
            site.publish(Said.report("allow"), Said.change(Said.DIFF));
            assertThat(forged.resolved()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void aReviewOfAnOldHeadIsNotPosted(Which which) {
        try (Site site = which.open()) {
            site.push().accept(Said.ONE, Said.DIFF);
            PullRequest old = site.forge().opened(site.ref());
            site.push().accept(Said.TWO, Said.DIFF);
            assertThat(site.forge().publish(old, Said.change(Said.DIFF), Said.report("deny", REPLICAS)))
                    .isEqualTo(new Published.Stale(Said.TWO));
            assertThat(site.mine()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void whoSaysThatItDoesNotHelpIsHeardOnce(Which which) {
        try (Site site = which.open()) {
            site.publish(Said.report("deny", REPLICAS, RETENTION), Said.ONE, Said.DIFF);
            Talk talk = site.mine().stream()
                    .filter(it -> it.place().equals("app.yaml RIGHT 2"))
                    .findFirst()
                    .orElseThrow();
            site.there().thumbsDown(talk, "dana");
            site.there().says(talk, "dana", "/levee not-useful");
            site.there().says(talk, "eve", " /LEVEE not-useful \nbecause");
            site.there().says(talk, "fay", "I do not think that it is `/levee not-useful`");
            assertThat(site.forge().feedback(site.forge().opened(site.ref())))
                    .extracting(Feedback::team, Feedback::rule, Feedback::who)
                    .containsExactlyInAnyOrder(tuple("kafka", "replicas", "dana"), tuple("kafka", "replicas", "eve"));
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void manyAtOnceSayItOnce(Which which) throws Exception {
        try (Site site = which.open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.push().accept(Said.ONE, Said.DIFF);
            List<Callable<Published>> many =
                    Collections.nCopies(8, () -> site.publish(Said.report("deny", REPLICAS), Said.change(Said.DIFF)));
            for (Future<Published> one : threads.invokeAll(many)) {
                one.get();
            }
            assertThat(site.mine()).singleElement().matches(talk -> !talk.resolved());
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void theFolderOfRulesIsReadFromTheBase(Which which) {
        try (Site site = which.open()) {
            site.push().accept(Said.ONE, Said.DIFF);
            PullRequest request = site.forge().opened(site.ref());
            site.there().has(request.base(), "org/teams/kafka/team.yaml", "a");
            site.there().has(request.base(), "org/levee.yaml", "b");
            site.there().has(request.base(), "organ/x", "c");
            site.there().has(request.head(), "org/evil.yaml", "d");
            assertThat(site.forge().pathsAtBase(request, "org"))
                    .containsExactlyInAnyOrder("org/levee.yaml", "org/teams/kafka/team.yaml");
            assertThat(site.forge().pathsAtBase(request, "nowhere")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void fiftyAreOpenAtMostAndTheRestFollows(Which which) {
        try (Site site = which.open()) {
            StringBuilder diff = new StringBuilder("""
                    diff --git a/long b/long
                    new file mode 100644
                    index 0000000..3333333
                    --- /dev/null
                    +++ b/long
                    @@ -0,0 +1,120 @@
                    """);
            List<Concern> all = new ArrayList<>();
            for (int i = 1; i <= 120; i++) {
                diff.append("+line ").append(i).append('\n');
                all.add(Said.concern("r", "high", "long", i, "line " + i));
            }
            site.publish(Said.report("deny", all.toArray(Concern[]::new)), Said.ONE, diff.toString());
            assertThat(site.mine()).hasSize(PostRules.OPEN_MAX);
            List<Concern> less = all.subList(30, 120);
            site.publish(Said.report("deny", less.toArray(Concern[]::new)), Said.TWO, diff.toString());
            assertThat(site.mine()).filteredOn(talk -> !talk.resolved()).hasSize(PostRules.OPEN_MAX);
            assertThat(site.mine()).filteredOn(Talk::resolved).hasSize(30);
        }
    }

    /// The central promise: whatever is pushed, found and broken, in the end the open threads are
    /// the findings, each once, and the others are resolved.
    @ParameterizedTest
    @EnumSource(Which.class)
    void theThreadsAreTheFindingsWhateverHappens(Which which) {
        int runs = Integer.getInteger("levee.forge.runs", 40);
        for (long seed = 1; seed <= runs; seed++) {
            try (Site site = which.open()) {
                run(site, new Random(seed), which + " seed " + seed);
            }
        }
    }

    private static void run(Site site, Random random, String name) {
        for (int round = 0; round < 5; round++) {
            String head =
                    HexFormat.of().toHexDigits(random.nextLong()).repeat(3).substring(0, 40);
            int size = 1 + random.nextInt(12);
            StringBuilder lines = new StringBuilder();
            List<Concern> found = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                String text = "line " + random.nextInt(6); // the same text comes more than once
                lines.append('+').append(text).append('\n');
                if (random.nextBoolean()) {
                    found.add(Said.concern("r" + random.nextInt(3), "high", "f", random.nextInt(8) == 0 ? 0 : i, text));
                }
                if (random.nextInt(10) == 0) {
                    found.add(Said.concern("r0", "low", "elsewhere", 1, ""));
                }
            }
            String diff = "diff --git a/f b/f\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/f\n"
                    + "@@ -0,0 +1,%d @@\n".formatted(size) + lines;
            site.push().accept(head, diff);
            ReviewReport report = Said.report("deny", found.toArray(Concern[]::new));
            Random faults = new Random(random.nextLong());
            site.there().faults(_ -> faults.nextInt(4) == 0 ? FAULTS.get(faults.nextInt(FAULTS.size())) : Fault.NONE);
            publishUntilDone(site, report, diff, name);
            site.there().faults(_ -> Fault.NONE);
            check(site, report, diff, "%s round %d".formatted(name, round));
        }
    }

    private static void publishUntilDone(Site site, ReviewReport report, String diff, String name) {
        for (int tried = 0; tried < 50; tried++) {
            try {
                site.publish(report, Said.change(diff));
                return;
            } catch (IllegalStateException _) {
                // as whoever asked would: once more
            }
        }
        throw new AssertionError(name + " never ended");
    }

    private static void check(Site site, ReviewReport report, String diff, String name) {
        TreeMap<String, Integer> open = new TreeMap<>();
        for (Talk talk : site.mine()) {
            Marker marker = Marker.of(talk.notes().getFirst().body()).orElseThrow();
            assertThat(talk.resolved()).as(name).isEqualTo(marker.gone());
            if (!talk.resolved()) {
                open.merge(marker.finding(), 1, Integer::sum);
            }
        }
        TreeSet<String> wanted = new TreeSet<>();
        for (Posting posting : Postings.of(report, Said.change(diff))) {
            boolean listed = site.there() instanceof GitHubDouble && posting.place() instanceof Place.Nowhere;
            if (!listed) {
                wanted.add(posting.finding());
            } else {
                GitHubDouble there = (GitHubDouble) site.there();
                assertThat(there.reviews().stream().filter(it -> it.body().contains(posting.finding())))
                        .as(name)
                        .hasSize(1);
            }
        }
        assertThat(open.keySet()).as(name).isEqualTo(wanted);
        assertThat(open.values()).as(name).allMatch(times -> times == 1);
        if (site.there() instanceof GitLabDouble there) {
            assertThat(there.notes()).as(name).hasSize(1);
        }
        if (site.there() instanceof GitHubDouble there) {
            assertThat(there.reviews().stream().map(GitHubDouble.Review::commit))
                    .as(name)
                    .doesNotHaveDuplicates();
            assertThat(there.reviews()).as(name).allMatch(it -> it.event().equals("COMMENT"));
        }
    }
}
