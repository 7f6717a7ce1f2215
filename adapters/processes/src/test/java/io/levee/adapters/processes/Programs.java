package io.levee.adapters.processes;

import static org.junit.jupiter.api.Assumptions.abort;

import io.levee.fault.LeveeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Confined programs of one test, on a ground of their own.
final class Programs implements AutoCloseable {
    /// Nobody else's on this machine, where others may run the same tests.
    static final TreeId ID = new TreeId("job-" + UUID.randomUUID());

    static final Duration WITHIN = Duration.ofSeconds(20);
    static final Caps ROOMY = new Caps(512L << 20, 2_000, 200, 1L << 30);

    private final Path folder;
    private final Agents agents;
    private final List<ProcessTrees> opened = new ArrayList<>();
    private Supplier<Controllers> controllers = () -> Controllers.here(new SecureRandom());
    private ConfinedTrees confined;

    private Programs(Path folder, Agents agents) {
        this.folder = folder;
        this.agents = agents;
        this.confined = over(ProcessTrees.open(folder.resolve("trees")));
    }

    static Programs in(Path folder) throws IOException {
        // other users pass through it to their scratch folders; what is in it has its own rights
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return new Programs(folder, Agents.in(folder));
    }

    static Ground ground(Path folder) {
        return new Ground(folder.resolve("ground"), 1_950_000_000, 10_000);
    }

    void use(Tier tier) {
        try {
            confined = over(ProcessTrees.open(folder.resolve("trees"), tier));
        } catch (LeveeException e) {
            abort("does not work here: " + e.getMessage());
        }
    }

    /// The next Levee on this folder, or on another one.
    ConfinedTrees next(String trees) {
        confined = over(ProcessTrees.open(folder.resolve(trees)));
        return confined;
    }

    void useNoControllers() {
        controllers = Controllers::none;
        confined = over(ProcessTrees.open(folder.resolve("trees")));
    }

    ConfinedTrees over(ProcessTrees trees) {
        opened.add(trees);
        return confined(trees, folder, controllers, LaunchStep.UNSEEN);
    }

    /// On the ground of the test, wherever its trees are.
    static ConfinedTrees confined(
            ProcessTrees trees, Path folder, Supplier<Controllers> controllers, Consumer<LaunchStep> steps) {
        return new ConfinedTrees(
                trees, new Equipment(() -> Apart.here(ground(folder), new SecureRandom()), controllers), steps);
    }

    ConfinedTrees confined() {
        return confined;
    }

    ProcessTrees trees() {
        return confined.trees();
    }

    Agents agents() {
        return agents;
    }

    Confined program(String... command) {
        return program(environment(), command);
    }

    Confined program(Map<String, String> environment, String... command) {
        return new Confined(List.of(command), environment, Optional.empty(), ROOMY);
    }

    Confined shell(String script) {
        return program("/bin/sh", "-c", script);
    }

    void launch(String script) {
        launch(ROOMY, script);
    }

    void launch(Caps caps, String script) {
        launch(new Confined(List.of("/bin/sh", "-c", script), environment(), Optional.empty(), caps));
    }

    void launch(Confined program) {
        launch(ID, program);
    }

    void launch(TreeId id, Confined program) {
        var _ = confined.launch(id, program, Map.of());
    }

    Map<String, String> environment() {
        return new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "MARK", agents.mark()));
    }

    Look awaitEnd() {
        AtomicReference<Look> last = new AtomicReference<>();
        Agents.until(() -> {
            last.set(confined.look(ID));
            return !(last.get() instanceof Look.Running);
        });
        return last.get();
    }

    Path scratch() {
        return confined.scratch(ID).orElseThrow();
    }

    String log() throws IOException {
        return new String(logBytes(), StandardCharsets.UTF_8);
    }

    byte[] logBytes() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : confined.logs(ID).files()) {
            all.write(Files.readAllBytes(file));
        }
        return all.toByteArray();
    }

    /// What the log takes on the disk.
    long keptBytes() throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("trees/jobs/" + ID))) {
            for (Path file : files) {
                try {
                    bytes += Files.size(file);
                } catch (NoSuchFileException e) { // it made room
                }
            }
        }
        return bytes;
    }

    Set<Long> marked() throws IOException {
        return agents.marked();
    }

    /// The groups of controllers that are left.
    List<Path> groups() {
        return Stream.of(Controllers.Kind.values())
                .flatMap(kind -> CgroupMount.controller(kind.controller()).stream())
                .flatMap(mount -> {
                    try (Stream<Path> groups = Files.list(mount.own())) {
                        return groups
                                .filter(it -> it.getFileName().toString().startsWith("levee-" + ID + "-"))
                                .toList()
                                .stream();
                    } catch (IOException e) {
                        return Stream.empty();
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        List.copyOf(opened)
                .forEach(trees -> trees.records().forEach(entry -> {
                    trees.end(entry.id(), WITHIN);
                    over(trees).forget(entry.id());
                }));
        opened.forEach(ProcessTrees::close);
        agents.close();
    }
}
