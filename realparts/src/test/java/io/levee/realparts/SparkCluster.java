package io.levee.realparts;

import io.levee.app.drill.outside.Engine;
import io.levee.organisation.EngineSource;
import io.levee.testkit.EngineTrial;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A standalone cluster of Spark on this machine: a master that takes submissions by REST, and one worker, each a
/// process that ends with the test.
final class SparkCluster implements AutoCloseable {
    private static final String MAIN = "io.levee.engines.spark.TiedToInput";
    private static final String CORES = "4";
    private static final String MEMORY = "4g";
    private final Path folder;
    private final String port;
    private final String rest;
    private final String ui;
    private final Engine worker;
    private Engine master;

    private SparkCluster(Path folder, List<String> ports) throws IOException {
        this.folder = folder;
        this.port = ports.get(0);
        this.rest = ports.get(1);
        this.ui = ports.get(2);
        this.master = startMaster();
        this.worker = start(
                "worker",
                List.of(),
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        ports.get(3),
                        "--work-dir",
                        work().toString(),
                        "--cores",
                        CORES,
                        "--memory",
                        MEMORY,
                        "spark://127.0.0.1:" + port));
    }

    /// Skips the test where Spark is not resolved.
    static SparkCluster start(Path folder) throws IOException {
        Engines.assumeThere("spark");
        for (String each : List.of("home/jars", "work", "staging", "records")) {
            Files.createDirectories(folder.resolve(each));
        }
        // what a worker starts has the jars of its `SPARK_HOME`
        String classpath =
                Files.readString(Engines.target("spark").resolve("classpath")).strip();
        for (String jar : classpath.split(File.pathSeparator, -1)) {
            Path name = Objects.requireNonNull(Path.of(jar).getFileName());
            Files.createSymbolicLink(folder.resolve("home/jars").resolve(name), Path.of(jar));
        }
        SparkCluster cluster = new SparkCluster(folder, Engine.freePorts(4));
        try {
            cluster.awaitWorker();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    EngineSource source() {
        return EngineTrial.source(
                "spark",
                Map.of(
                        "url", "http://127.0.0.1:" + rest,
                        "master", "spark://127.0.0.1:" + port,
                        "ui", "http://127.0.0.1:" + ui,
                        "records", folder.resolve("records").toString(),
                        "work", work().toString()),
                Optional.of(folder.resolve("staging")));
    }

    private Path work() {
        return folder.resolve("work");
    }

    /// What the worker started and did not end: drivers and executors.
    List<ProcessHandle> started() {
        return ProcessHandle.of(worker.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    /// With nothing kept, and on the same ports. Returns before its worker is back.
    void restartMaster() throws IOException {
        master.close();
        master = startMaster();
        new Upstream(URI.create("http://127.0.0.1:" + rest))
                .await("/v1/submissions/status/driver-0", "SubmissionStatusResponse");
    }

    void awaitWorker() {
        new Upstream(URI.create("http://127.0.0.1:" + ui)).await("/json/", "\"aliveworkers\" : 1");
    }

    private Engine startMaster() throws IOException {
        return start(
                "master",
                List.of(
                        "-Dspark.master.rest.enabled=true",
                        "-Dspark.master.rest.host=127.0.0.1",
                        "-Dspark.master.rest.port=" + rest),
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", port, "--webui-port", ui));
    }

    private Engine start(String name, List<String> properties, String main, List<String> arguments) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        List<String> words = new ArrayList<>(List.of(main));
        words.addAll(arguments);
        List<String> command =
                new ArrayList<>(Engine.command(Engines.HOME, "spark", MAIN, own, Engines.SPARK_OPENINGS, words));
        command.addAll(1, properties);
        // as Spark's own scripts say it
        command.addAll(
                0,
                List.of(
                        "env",
                        "SPARK_HOME=" + folder.resolve("home"),
                        "SPARK_SCALA_VERSION=2.13",
                        "SPARK_LOCAL_IP=127.0.0.1"));
        return Engine.start(command, own.resolve(name + ".log"));
    }

    @Override
    public void close() {
        List<ProcessHandle> left = started();
        worker.close();
        left.forEach(ProcessHandle::destroyForcibly);
        master.close();
    }
}
