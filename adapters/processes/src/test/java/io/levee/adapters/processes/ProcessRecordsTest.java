package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a folder of records is believed, after a restart and after somebody wrote into it.
class ProcessRecordsTest {
    private static final TreeId GOOD = new TreeId("good");
    private static final TreeId STALE = new TreeId("stale");
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Agents agents;

    @BeforeEach
    void prepare() throws IOException {
        agents = Agents.in(folder);
    }

    @AfterEach
    void endEverything() {
        agents.close();
    }

    @Test
    void aTreeOutlivesAKilledLeveeAndIsEndedByTheNext() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process levee = new ProcessBuilder(
                        java, "-cp", classes, LaunchesAndWaits.class.getName(), folder.toString(), agents.mark())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("levee.log").toFile())
                .start();
        try {
            agents.awaitBeats();
        } finally {
            levee.destroyForcibly().onExit().join();
        }
        assertThat(agents.marked()).hasSizeGreaterThanOrEqualTo(5);

        ProcessTrees next = trees();
        assertThat(next.find(GOOD)).isPresent();
        assertThat(next.end(GOOD, WITHIN).empty()).isTrue();
        assertThat(agents.marked()).isEmpty();
    }

    @Test
    void aReusedPidIsNotKilled() throws IOException {
        Place.Namespace real = namespaceOfARunningTree();
        write(new Place.Namespace(real.init(), real.startTicks() - 1, real.inode(), real.boot()));
        assertStaleEndsNothing();
        write(new Place.Namespace(real.init(), real.startTicks(), real.inode(), "another-boot"));
        assertStaleEndsNothing();
        write(new Place.Namespace(real.init(), real.startTicks(), real.inode() + 1, real.boot()));
        assertStaleEndsNothing();
    }

    @Test
    void aProcessOfOurOwnNamespaceIsNotKilled() throws IOException {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Proc.Stat stat = Proc.stat(parent).orElseThrow();
        write(new Place.Namespace(
                parent, stat.startTicks(), Proc.namespace(parent).orElseThrow(), Proc.boot()));

        assertThat(trees().end(STALE, WITHIN)).isEqualTo(Ended.nothing());
        assertThat(Proc.stat(parent)).map(Proc.Stat::startTicks).contains(stat.startTicks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "levee-tree 2\nid stale\ntier CGROUP2\ngroup /sys/fs/cgroup/levee-stale-1\n",
                "levee-tree 1\nid other\ntier CGROUP2\ngroup /sys/fs/cgroup/levee-other-1\n",
                "levee-tree 1\nid stale\ntier CGROUP3\ngroup /sys/fs/cgroup/levee-stale-1\n",
                "levee-tree 1\nid stale\ntier CGROUP2\ngroup /sys/fs/cgroup\n",
                "levee-tree 1\nid stale\ntier FREEZER\ngroup /sys/fs/cgroup/levee-stale-1/..\n",
                "levee-tree 1\nid stale\ntier PID_NAMESPACE\ngroup /sys/fs/cgroup/levee-stale-1\n",
                "levee-tree 1\nid stale\ntier PID_NAMESPACE\nnamespace 1 2 x boot\n",
                "levee-tree 1\nid stale\ntier CGROUP2\n",
            })
    void aCorruptRecordIsFoundAndTheOthersWork(String content) throws IOException {
        assertOnlyStaleIsUnusable(content);
    }

    @Test
    void anOversizedRecordIsFoundAndTheOthersWork() throws IOException {
        assertOnlyStaleIsUnusable(
                "levee-tree 1\nid stale\ntier CGROUP2\ngroup /sys/levee-stale-%s\n".formatted("1".repeat(5000)));
    }

    @Test
    void aFolderThatIsNoGroupOfOursIsLeftAlone() throws IOException {
        assumeTrue(CgroupMount.unified().isPresent(), "no cgroup2 here");
        Path mine = Files.createDirectories(folder.resolve("levee-stale-1"));
        ProcessTrees trees = trees();
        Files.writeString(
                folder.resolve("trees/stale.tree"), "levee-tree 1\nid stale\ntier CGROUP2\ngroup %s\n".formatted(mine));

        assertThat(trees.all()).extracting(Tree::id).contains(STALE);
        assertThatThrownBy(() -> trees.end(STALE, Duration.ZERO)).isInstanceOf(LeveeException.class);
        assertThat(mine).isDirectory();
    }

    private void assertOnlyStaleIsUnusable(String content) throws IOException {
        ProcessTrees trees = trees();
        Path file = folder.resolve("trees/stale.tree");
        Files.writeString(file, content);
        trees.launch(GOOD, agents.stubborn(), agents.environment(), folder, agents.output());

        assertThat(trees.findings()).extracting(Finding::file).containsExactly(file.toRealPath());
        assertThat(trees.all()).extracting(Tree::id).containsExactly(GOOD);
        assertThatThrownBy(() -> trees.end(STALE, WITHIN))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
        assertThat(trees().end(GOOD, WITHIN).empty()).isTrue();
        assertThat(agents.marked()).isEmpty();
    }

    private Place.Namespace namespaceOfARunningTree() throws IOException {
        Containment containment = Containment.candidates(Tier.PID_NAMESPACE).stream()
                .filter(it -> Trial.problem(it).isEmpty())
                .findFirst()
                .orElse(null);
        assumeTrue(containment != null, "no pid namespaces here");
        try (ProcessTrees trees = ProcessTrees.open(folder.resolve("trees"), Tier.PID_NAMESPACE)) {
            trees.launch(GOOD, agents.stubborn(), agents.environment(), folder, agents.output());
        }
        agents.awaitBeats();
        Records.Entry entry = Records.in(folder.resolve("trees")).read(GOOD).orElseThrow();
        return (Place.Namespace) entry.place();
    }

    private void assertStaleEndsNothing() throws IOException {
        ProcessTrees trees = ProcessTrees.open(folder.resolve("trees"), Tier.PID_NAMESPACE);
        assertThat(trees.end(STALE, WITHIN).signalled()).isZero();
        assertThat(trees.find(GOOD)).isPresent();
        assertThat(agents.marked()).hasSizeGreaterThanOrEqualTo(5);
    }

    private void write(Place place) throws IOException {
        Records.in(folder.resolve("trees")).write(new Records.Entry(STALE, Tier.PID_NAMESPACE, place));
    }

    private ProcessTrees trees() {
        return ProcessTrees.open(folder.resolve("trees"));
    }
}
