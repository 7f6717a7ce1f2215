package io.levee.app;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.mcp.DefinitionCheck;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.adapters.postgres.Database;
import io.levee.adapters.processes.Means;
import io.levee.adapters.processes.ProcessTrees;
import io.levee.app.demo.Folders;
import io.levee.app.jobs.HeldPrograms;
import io.levee.app.replica.JobSourceCheck;
import io.levee.app.replica.StopperCheck;
import io.levee.cli.Exit;
import io.levee.cli.Remote;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee doctor`: what is wrong on this machine, and how to fix each.
@Command(
        name = "doctor",
        description =
                "Checks the machine, the database, the keys, the organisation and the ports; says how to fix each.",
        footer = {"", "Example:  levee doctor examples/acme"})
final class DoctorCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;
    private static final long DISK_FREE_MIN = 1_024 * MEBIBYTE;
    private static final int JAVA_MIN = 25;
    private static final List<Integer> PORTS = List.of(7400, 7401, 7402, 7403);

    private final Function<String, Optional<String>> environment;
    private final Path dataFolder;
    private final List<Finding> findings = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ORG", defaultValue = "examples/acme", description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Path organisation;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    /// @param fix empty where all is well
    record Finding(String what, boolean ok, String found, String fix) {}

    DoctorCommand(Function<String, Optional<String>> environment, Path dataFolder) {
        this.environment = environment;
        this.dataFolder = dataFolder;
    }

    @Override
    public Integer call() {
        machine();
        programs();
        boolean running = running();
        database(running);
        keys();
        organisation();
        if (!running) {
            ports();
        }
        boolean ok = findings.stream().allMatch(Finding::ok);
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", ok);
            answer.put("checks", findings);
            spec.commandLine().getOut().println(new JsonMapper().writeValueAsString(answer));
        } else {
            findings.forEach(this::print);
        }
        return ok ? Exit.DONE : Exit.UNAVAILABLE;
    }

    private void machine() {
        int java = Runtime.version().feature();
        check("java", java >= JAVA_MIN, "JDK " + Runtime.version(), "install a JDK 25 or newer");
        try {
            Path existing = Files.exists(dataFolder) ? dataFolder : Path.of(".");
            long free = Files.getFileStore(existing).getUsableSpace();
            check(
                    "disk",
                    free >= DISK_FREE_MIN,
                    "%d MiB free under `%s`".formatted(free / MEBIBYTE, existing),
                    "free at least %d MiB, or set LEVEE_DATA to another disk".formatted(DISK_FREE_MIN / MEBIBYTE));
        } catch (IOException e) {
            check("disk", false, "cannot look at `%s`".formatted(dataFolder), "set LEVEE_DATA to a folder of yours");
        }
    }

    /// A machine that only carries calls can do without them.
    private void programs() {
        try {
            Path folder = Files.createTempDirectory("levee-doctor");
            try (ProcessTrees trees = ProcessTrees.open(folder.resolve("processes"))) { // a lock is beside it
                check("programs", true, HeldPrograms.text(Means.of(trees)), "");
            } finally {
                Folders.delete(folder);
            }
        } catch (LeveeException | IOException e) {
            check("programs", true, "no jobs run here: " + e.getMessage(), "");
        }
    }

    private boolean running() {
        Optional<Remote.Running> running = new Remote(dataFolder, environment, _ -> Optional.empty()).running();
        check(
                "server",
                true,
                running.map(up -> "up as process %d, gateway %s".formatted(up.pid(), up.gateway()))
                        .orElse("not running"),
                "");
        return running.isPresent();
    }

    private void database(boolean running) {
        Optional<String> url = environment.apply("LEVEE_DATABASE_URL");
        if (url.isEmpty()) {
            boolean made = Files.isDirectory(dataFolder.resolve("data"));
            check(
                    "database",
                    true,
                    made ? "embedded, in `%s`".formatted(dataFolder) : "embedded, made by `levee up`",
                    "");
            return;
        }
        if (running) {
            check("database", true, "in use by the running server", "");
            return;
        }
        try (Database database = Database.external(url.get())) {
            check("database", true, database.toString(), "");
        } catch (RuntimeException e) {
            check("database", false, String.valueOf(e.getMessage()), "check LEVEE_DATABASE_URL and that it is up");
        }
    }

    private void keys() {
        Path keys = dataFolder.resolve("keys");
        if (!Files.isDirectory(keys)) {
            check("keys", true, "none yet, made by `levee up`", "");
            return;
        }
        try (var files = Files.list(keys)) {
            List<Path> open = files.filter(DoctorCommand::readableByOthers).toList();
            check("keys", open.isEmpty(), open.isEmpty() ? "private" : "others can read " + open, "chmod 600 them");
        } catch (IOException e) {
            check("keys", false, "cannot look at `%s`".formatted(keys), "who owns the folder?");
        }
    }

    private static boolean readableByOthers(Path file) {
        try {
            var permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return true;
        }
    }

    private void organisation() {
        switch (new OrganisationFolder(
                        organisation,
                        List.of(new CedarPolicies(), new DefinitionCheck(), new StopperCheck(), new JobSourceCheck()))
                .read()) {
            case Reading.Valid valid ->
                check(
                        "organisation",
                        true,
                        "`%s` is valid: %d people, %d agents"
                                .formatted(
                                        organisation,
                                        valid.organisation().people().size(),
                                        valid.organisation().passports().size()),
                        "");
            case Reading.Invalid(var problems) ->
                check(
                        "organisation",
                        false,
                        "%d problems, the first: %s".formatted(problems.size(), problems.getFirst()),
                        "`levee org check %s` lists them all".formatted(organisation));
        }
    }

    private void ports() {
        for (int port : PORTS) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                check("port", true, socket.getLocalPort() + " is free", "");
            } catch (IOException e) {
                check("port", false, port + " is taken", "end what listens there, or choose other ports at `levee up`");
            }
        }
    }

    private void check(String what, boolean ok, String found, String fix) {
        findings.add(new Finding(what, ok, found, ok ? "" : fix));
    }

    private void print(Finding finding) {
        spec.commandLine()
                .getOut()
                .printf("%-4s %-13s %s%n", finding.ok() ? "ok" : "BAD", finding.what(), finding.found());
        if (!finding.ok()) {
            spec.commandLine().getOut().printf("%19s%s%n", "fix: ", finding.fix());
        }
    }
}
