package io.levee.app.replica;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `levee up` in a process of its own, on free ports: what is measured, and what is killed.
public final class ReplicaProcess implements AutoCloseable {
    private static final String UP = "Ctrl-C";
    private static final long END_SECONDS_MAX = 20;

    private final Process process;

    private ReplicaProcess(Process process) {
        this.process = process;
    }

    /// Waits until it is up.
    public static ReplicaProcess start(Path organisation, Path dataFolder, Map<String, URI> upstreams)
            throws IOException {
        return start("main", organisation, dataFolder, upstreams, Map.of());
    }

    /// One of several on a database.
    ///
    /// @param environment besides the data folder
    public static ReplicaProcess start(
            String replica,
            Path organisation,
            Path dataFolder,
            Map<String, URI> upstreams,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // as the launcher started this process, so that what is measured is what people run
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.levee.app.Main",
                "up",
                organisation.toString(),
                "--replica=" + replica,
                "--gateway-port=0",
                "--api-port=0",
                "--console-port=0",
                "--control-port=0"));
        upstreams.forEach((api, uri) -> command.add("--upstream=" + api + "=" + uri));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LEVEE_DATA", dataFolder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(UP)) {
                return new ReplicaProcess(process);
            }
        }
        process.destroyForcibly();
        throw new IOException("levee did not come up; what it said is on standard error");
    }

    public long pid() {
        return process.pid();
    }

    /// `kill -9`.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
