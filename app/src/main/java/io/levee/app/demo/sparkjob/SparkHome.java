package io.levee.app.demo.sparkjob;

import io.levee.app.demo.Folders;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// A Spark as it is installed: its jars, and a `spark-submit` that asks Spark's own launcher what to run.
/// Everybody may read it, for jobs have users of their own.
record SparkHome(Path folder, Path application) {
    private static final String SUBMIT = """
            #!/bin/bash
            # Asks Spark's own launcher for the command, as Spark's own script does.
            SPARK_HOME="$(cd "$(dirname "$0")/.." && pwd)"
            export SPARK_HOME SPARK_SCALA_VERSION=2.13
            words=()
            while IFS= read -r -d '' word; do words+=("${word#$'\\n'}"); done < <("$JAVA_HOME/bin/java" -Xmx64m \\
              -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
            exec "${words[@]:1}"
            """;

    /// @param engine what Maven made of `realparts/engines/spark`
    /// @param folder deleted first
    static SparkHome make(Path engine, Path folder) throws IOException {
        Folders.delete(folder);
        Path jars = Files.createDirectories(folder.resolve("jars"));
        String classPath = Files.readString(engine.resolve("classpath")).strip();
        for (String jar : List.of(classPath.split(File.pathSeparator, -1))) {
            put(Path.of(jar), jars.resolve(Path.of(jar).getFileName()));
        }
        Path application = folder.resolve("sales-daily.jar");
        archive(engine.resolve("classes"), application);
        Path submit = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, SUBMIT);
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new SparkHome(folder, application);
    }

    Path submit() {
        return folder.resolve("bin").resolve("spark-submit");
    }

    /// Linked where that can be, for there are hundreds of megabytes of them.
    private static void put(Path jar, Path to) throws IOException {
        try {
            Files.createLink(to, jar.toRealPath());
        } catch (FileSystemException | UnsupportedOperationException e) { // another disk
            Files.copy(jar, to);
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void archive(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
