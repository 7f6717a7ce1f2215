package io.levee.realparts.failing;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/// Classes that are compiled here and do not fit together at run time.
final class Compiled {
    private static final int MAJOR_VERSION_AT = 7;
    private static final byte MUCH_LATER = 99;

    private Compiled() {}

    static void classesWithoutEnd(Path folder) throws Exception {
        compile(folder, "Row", "public class Row { public static long[] of() { return new long[8]; } }");
        List<Class<?>> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(own(folder).loadClass("Row"));
        }
    }

    static void ofALaterJava(Path folder) throws Exception {
        compile(folder, "Tariffs", "public class Tariffs { }");
        Path file = folder.resolve("Tariffs.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[MAJOR_VERSION_AT] = MUCH_LATER;
        Files.write(file, bytes);
        own(folder).loadClass("Tariffs").getConstructor().newInstance();
    }

    static void againstAnotherVersion(Path folder) throws Exception {
        compile(folder, "Tariffs", "public class Tariffs { public static int rate(String country) { return 19; } }");
        compile(folder, "Job", "public class Job implements Runnable { public void run() { Tariffs.rate(\"de\"); } }");
        compile(folder, "Tariffs", "public class Tariffs { public static int rate() { return 19; } }");
        ((Runnable) own(folder).loadClass("Job").getConstructor().newInstance()).run();
    }

    static void withoutADependency(Path folder) throws Exception {
        compile(folder, "Tariffs", "public class Tariffs { public static int rate() { return 19; } }");
        compile(folder, "Job", "public class Job implements Runnable { public void run() { Tariffs.rate(); } }");
        Files.delete(folder.resolve("Tariffs.class"));
        ((Runnable) own(folder).loadClass("Job").getConstructor().newInstance()).run();
    }

    /// Not closed: a class may need it for as long as the program runs.
    private static ClassLoader own(Path folder) throws IOException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()});
    }

    private static void compile(Path folder, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", folder.toString(), "-d", folder.toString(), file.toString());
        if (result != 0) {
            throw new IllegalStateException("cannot compile `%s`".formatted(name));
        }
    }
}
