package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessTreesTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final TreeId id = new TreeId("agent-" + UUID.randomUUID());
    private final List<ProcessTrees> opened = new ArrayList<>();
    private Agents agents;

    @BeforeEach
    void prepare() throws IOException {
        agents = Agents.in(folder);
    }

    @AfterEach
    void endEverything() {
        agents.close();
        opened.forEach(ProcessTrees::all); // their groups go as well
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void nobodySurvives(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        launch(trees, agents.stubborn());
        agents.awaitBeats();
        assertThat(trees.alive(id)).hasSizeGreaterThanOrEqualTo(5);

        Ended ended = trees.end(id, WITHIN);

        assertThat(agents.marked()).isEmpty();
        assertThat(ended.empty()).isTrue();
        assertThat(ended.survivors()).isEmpty();
        assertThat(ended.signalled()).isGreaterThanOrEqualTo(5);
        assertThat(ended.signalAfter()).isPositive().isLessThanOrEqualTo(ended.deadAfter());
        assertNothingIsKept(trees);
        tell("stubborn", tier, ended);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aForkBombEnds(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        launch(trees, agents.bomb());
        Agents.until(() -> agents.marked().size() >= 45);

        Ended ended = trees.end(id, WITHIN);

        assertThat(agents.marked()).isEmpty();
        assertThat(ended.empty()).isTrue();
        assertNothingIsKept(trees);
        tell("bomb", tier, ended);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aProgramThatLooksDeadEnds(Tier tier) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
        ProcessTrees trees = open(tier);
        launch(trees, agents.headless());
        Agents.until(() -> agents.beatsOfMain() > 0 && agents.looksDead(trees.alive(id)));

        assertThat(trees.find(id)).isPresent();
        assertThat(trees.end(id, WITHIN).signalled()).isEqualTo(1);
        long beats = agents.beatsOfMain();
        assertThat(folder.resolve("beats/main")).hasSize(beats);
        assertNothingIsKept(trees);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void endingTwiceIsEndingOnce(Tier tier) {
        ProcessTrees trees = open(tier);
        launch(trees, agents.stubborn());
        agents.awaitBeats();
        trees.end(id, WITHIN);

        assertThat(trees.end(id, WITHIN)).isEqualTo(Ended.nothing());
        assertThat(trees.end(new TreeId("unknown"), WITHIN)).isEqualTo(Ended.nothing());
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void whatEndedByItselfIsForgotten(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        launch(trees, agents.touching(folder.resolve("ran")));
        Agents.until(() -> trees.alive(id).isEmpty());

        assertThat(folder.resolve("ran")).exists();
        assertThat(trees.find(id)).isEmpty();
        assertThat(trees.all()).isEmpty();
        assertNothingIsKept(trees);
        launch(trees, agents.stubborn()); // the id is free again
        trees.end(id, WITHIN);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void theNextOneOnTheFolderFindsAndEndsIt(Tier tier) throws IOException {
        try (ProcessTrees first = open(tier)) {
            launch(first, agents.stubborn());
        }
        agents.awaitBeats();

        ProcessTrees second = ProcessTrees.open(folder.resolve("trees"));

        assertThat(second.all()).containsExactly(new Tree(id, tier));
        assertThat(second.find(id)).contains(new Tree(id, tier));
        assertThat(second.alive(id)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(second.end(id, WITHIN).empty()).isTrue();
        assertThat(agents.marked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void theEnvironmentIsTheGivenOne(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        Map<String, String> given = new TreeMap<>(agents.environment());
        given.put("PWD", "/not/where/it/is");
        given.put("IFS", "x");
        given.put("QUOTES", "it's \"$HOME\" `id`\nand ü");
        trees.launch(id, List.of("/usr/bin/env", "-0"), given, Path.of("/"), agents.output());
        Agents.until(() -> trees.alive(id).isEmpty());

        Map<String, String> seen = new TreeMap<>();
        for (String line : Files.readString(agents.output()).split("\0", -1)) {
            if (!line.isEmpty()) {
                seen.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        assertThat(seen).isEqualTo(given);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void anEmptyEnvironmentStaysEmpty(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        trees.launch(id, List.of("env"), Map.of(), Path.of("/"), agents.output());
        Agents.until(() -> trees.alive(id).isEmpty());

        assertThat(agents.output()).isEmptyFile();
        assertThat(Files.getPosixFilePermissions(agents.output()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void recordsAreForTheOwner(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        launch(trees, agents.stubborn());

        Path record = folder.resolve("trees/%s.tree".formatted(id));
        assertThat(Files.getPosixFilePermissions(record)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("trees")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(record).content().doesNotContain(agents.mark());
        assertThatThrownBy(() -> launch(trees, agents.stubborn())).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Tier.class,
            names = {"CGROUP2", "FREEZER"})
    void groupsBelowAreEndedAndLeveeItselfIsNot(Tier tier) throws IOException {
        ProcessTrees trees = open(tier);
        launch(trees, agents.stubborn());
        agents.awaitBeats();
        Path group = group();
        Path inner = Files.createDirectories(group.resolve("inner/most"));
        long moved =
                Long.parseLong(Files.readAllLines(group.resolve("cgroup.procs")).getFirst());
        ControlGroup.write(inner.resolve("cgroup.procs"), Long.toString(moved));
        ControlGroup.write(
                inner.resolve("cgroup.procs"),
                Long.toString(ProcessHandle.current().pid()));
        assertThat(trees.alive(id)).contains(moved);

        assertThat(trees.end(id, WITHIN).empty()).isTrue();
        assertThat(agents.marked()).isEmpty();
        assertThat(group).doesNotExist();
    }

    @Test
    void theBestTierIsChosen() {
        ProcessTrees trees = ProcessTrees.open(folder.resolve("trees"));

        Optional<Tier> best = List.of(Tier.values()).stream()
                .filter(it -> Containment.candidates(it).stream()
                        .anyMatch(each -> Trial.problem(each).isEmpty()))
                .findFirst();
        assertThat(best).contains(trees.tier());
    }

    @Test
    void anotherUsersWayToANamespaceWorks() throws IOException {
        List<Containment> candidates = Containment.candidates(Tier.PID_NAMESPACE);
        assumeTrue(candidates.size() == 2, "unshare is not here");
        Containment inUserNamespace = candidates.getLast();
        assumeTrue(Trial.problem(inUserNamespace).isEmpty(), "user namespaces are not allowed here");
        Records records = Records.in(folder.resolve("trees"));
        new Launch(records, inUserNamespace, id)
                .run(
                        Launch.Opening.plain(
                                Gate.script(agents.stubborn(), agents.environment()), folder, agents.output()),
                        () -> true);
        agents.awaitBeats();

        assertThat(open(Tier.PID_NAMESPACE).end(id, WITHIN).empty()).isTrue();
        assertThat(agents.marked()).isEmpty();
    }

    @Test
    void afterTheCloseNothingIsLaunched() {
        ProcessTrees trees = ProcessTrees.open(folder.resolve("trees"));
        trees.close();

        assertThatThrownBy(() -> launch(trees, agents.stubborn())).isInstanceOf(IllegalStateException.class);
    }

    private ProcessTrees open(Tier tier) {
        try {
            ProcessTrees trees = ProcessTrees.open(folder.resolve("trees"), tier);
            opened.add(trees);
            return trees;
        } catch (LeveeException e) {
            return abort("does not work here: " + e.getMessage());
        }
    }

    private void launch(ProcessTrees trees, List<String> command) {
        trees.launch(id, command, agents.environment(), folder, agents.output());
    }

    private Path group() throws IOException {
        String record = Files.readString(folder.resolve("trees/%s.tree".formatted(id)));
        return Path.of(record.lines().toList().getLast().substring("group ".length()));
    }

    private void assertNothingIsKept(ProcessTrees trees) throws IOException {
        assertThat(trees.all()).isEmpty();
        assertThat(folder.resolve("trees")).isEmptyDirectory();
        for (CgroupMount mount : List.of(CgroupMount.unified(), CgroupMount.freezer()).stream()
                .flatMap(Optional::stream)
                .toList()) {
            try (var groups = Files.newDirectoryStream(mount.own(), "levee-%s-*".formatted(id))) {
                assertThat(groups.iterator().hasNext()).isFalse();
            }
        }
    }

    private static void tell(String what, Tier tier, Ended ended) {
        System.getLogger(ProcessTreesTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "figures: {0} {1} signalled {2} signal {3} us dead {4} us",
                        what,
                        tier,
                        ended.signalled(),
                        ended.signalAfter().toNanos() / 1000,
                        ended.deadAfter().toNanos() / 1000);
    }
}
