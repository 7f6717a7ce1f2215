package io.levee.app.drill;

import io.levee.adapters.processes.ProcessTrees;
import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.app.demo.Caller;
import io.levee.app.drill.outside.OutsideSystem;
import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.cli.AgentTokens;
import io.levee.cli.Api;
import io.levee.cli.Remote;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.ledger.proof.SignerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A Levee of its own on free ports, with a database, an organisation and a target that only the drill uses.
final class DrillGround implements AutoCloseable {
    private static final String LINES = "lines";
    private static final int LINE_BYTES = 2;
    /// Ends by itself after some minutes, for who ends the drill itself in the middle.
    private static final String PROGRAM = """
            trap '' TERM INT HUP
            setsid sh -c 'trap "" TERM INT HUP
                (i=0; while [ $i -lt 30000 ]; do i=$((i + 1)); echo b >> lines; sleep 0.005; done) &' &
            i=0; while [ $i -lt 30000 ]; do i=$((i + 1)); echo a >> lines; sleep 0.005; done
            """;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final Effects marks = new Effects();
    private final Effects steps = new Effects();
    private final List<OutsideSystem> outside;
    private final DrillTarget target;
    private final Levee levee;

    private DrillGround(Path folder, List<OutsideSystem> outside) throws IOException {
        this.folder = folder;
        this.outside = outside;
        Path organisation = folder.resolve("org");
        target = DrillTarget.start(marks, steps);
        try {
            for (OutsideSystem system : outside) {
                keepSecrets(system);
            }
            DrillOrganisation.write(
                    organisation,
                    target.uri(),
                    SignerFile.loadOrCreate(key(), "operator/" + DrillOrganisation.OPERATOR)
                            .logKey(),
                    outside);
            levee = Levee.start(new Configuration(
                    folder,
                    organisation,
                    Optional.empty(),
                    "drill",
                    InetAddress.getLoopbackAddress(),
                    Configuration.Ports.FREE,
                    Map.of(),
                    Map.of()));
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /// Without systems outside.
    static DrillGround prepare() {
        return prepare(_ -> List.of());
    }

    /// @param outside starts systems with their files in this folder; they end with the ground
    static DrillGround prepare(Function<Path, List<OutsideSystem>> outside) {
        try {
            Path folder = Files.createTempDirectory("levee-drill", OWNER_ONLY);
            List<OutsideSystem> systems = outside.apply(folder);
            try {
                return new DrillGround(folder, systems);
            } catch (IOException | RuntimeException e) {
                systems.forEach(OutsideSystem::close);
                throw e;
            }
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cannot prepare the drill in `%s`: is there space?".formatted(System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /// Where a replica looks for them if nothing else was said.
    private void keepSecrets(OutsideSystem system) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("stopper-secrets"), OWNER_ONLY);
        for (Map.Entry<String, String> secret : system.secrets().entrySet()) {
            Path file = Files.createFile(
                    secrets.resolve(secret.getKey()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret.getValue());
        }
    }

    List<OutsideSystem> outside() {
        return outside;
    }

    /// Of long calls, at the server that answers them.
    Effects steps() {
        return steps;
    }

    /// What arrived at the target.
    Effects marks() {
        return marks;
    }

    URI api() {
        return levee.addresses().api();
    }

    AgentTokens tokens() {
        return new AgentTokens(remote());
    }

    Caller agent(AgentTokens tokens) {
        String ticket = tokens.ticket(DrillOrganisation.AGENT, DrillOrganisation.PERSON);
        String token = tokens.exchange(DrillOrganisation.AGENT, ticket, "levee-gateway")
                .path("access_token")
                .asString();
        return new Caller(levee.addresses().gateway(), token);
    }

    /// Launches a program for the agent that writes a line every few milliseconds, ignores every request
    /// to end, and has a grandchild in a session of its own that does the same. False where this machine
    /// launches none.
    boolean launch() {
        return levee.programs()
                .map(programs -> programs.launch(
                        Chain.of(ActorId.person(DrillOrganisation.PERSON), ActorId.agent(DrillOrganisation.AGENT)),
                        new SessionId("s-drill"),
                        Optional.empty(),
                        new ProcessWorkloads.Program(
                                List.of("/bin/sh", "-c", PROGRAM),
                                Map.of("PATH", "/usr/bin:/bin"),
                                folder,
                                folder.resolve("program.out"))))
                .filter(ProcessWorkloads.Launch.Begun.class::isInstance)
                .isPresent();
    }

    /// Lines that the program has written.
    long lines() {
        try {
            return Files.exists(folder.resolve(LINES)) ? Files.size(folder.resolve(LINES)) / LINE_BYTES : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With which the operator signs orders that go past the API.
    Path key() {
        return folder.resolve("operator.key");
    }

    /// Processes of programs that were launched here; the database works in a folder below.
    Stream<ProcessHandle> programs() {
        String here = folder.toString();
        return ProcessHandle.allProcesses().filter(process -> at(process).equals(here));
    }

    private static String at(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .toString();
        } catch (IOException e) {
            return ""; // gone, or not ours
        }
    }

    /// The database's files; its first process stands in `postmaster.pid`.
    Path database() {
        return folder.resolve("data").resolve("postgres").resolve("data");
    }

    Api operator() {
        return remote().apiAs(Optional.of(DrillOrganisation.OPERATOR));
    }

    /// Another person who may let an agent run again.
    Api second() {
        return remote().apiAs(Optional.of(DrillOrganisation.SECOND));
    }

    Remote remote() {
        return new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
    }

    @Override
    public void close() {
        levee.close();
        target.close();
        outside.forEach(OutsideSystem::close);
        endPrograms();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // a temporary folder stays behind; nothing in it is secret any more
        }
    }

    /// A drill that failed leaves no program behind.
    private void endPrograms() {
        if (levee.programs().isPresent()) {
            try (ProcessTrees trees = ProcessTrees.open(folder.resolve("processes"))) {
                trees.all().forEach(tree -> trees.end(tree.id(), Duration.ofSeconds(10)));
            }
        }
    }
}
