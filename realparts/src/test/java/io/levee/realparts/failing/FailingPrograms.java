package io.levee.realparts.failing;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// Java programs that each fail in one way. Arguments: the name of the failure, and a folder for its files. Without
/// arguments it prints the names. The limits that some of them run into come from whoever starts them.
public final class FailingPrograms {
    private static final int MEBI = 1 << 20;
    private static final long STACK = 256L * MEBI;
    private static final int THREADS_MAX = 4_000;
    private static final int FILES_MAX = 4_000;

    /// One program with the folder that is its own.
    interface Program {
        void run(Path folder) throws Exception;
    }

    private static final Map<String, Program> ALL = Map.ofEntries(
            Map.entry("heap", _ -> hoard()),
            Map.entry("array-size", _ -> System.out.println(new long[Integer.MAX_VALUE].length)),
            Map.entry("gc-overhead", _ -> crumbs()),
            Map.entry("direct-memory", _ -> direct()),
            Map.entry("native-thread", _ -> threads()),
            Map.entry("stack", _ -> System.out.println(deep(1))),
            Map.entry("metaspace", Compiled::classesWithoutEnd),
            Map.entry("class-version", Compiled::ofALaterJava),
            Map.entry("method-gone", Compiled::againstAnotherVersion),
            Map.entry("class-gone", Compiled::withoutADependency),
            Map.entry("class-not-found", _ -> Class.forName("com.acme.pricing.Tariffs")),
            Map.entry("initializer", _ -> System.out.println(Broken.RATE)),
            Map.entry("not-opened", _ -> String.class.getDeclaredField("value").setAccessible(true)),
            Map.entry("port", _ -> {
                try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                        ServerSocket second =
                                new ServerSocket(first.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
                    System.out.println(second.getLocalPort());
                }
            }),
            Map.entry("host-unknown", _ -> unknownHost()),
            Map.entry("refused", _ -> new Socket(InetAddress.getLoopbackAddress(), 1).close()),
            Map.entry("http-refused", _ -> get("http://127.0.0.1:1/orders")),
            Map.entry("read-timeout", _ -> readTimeout()),
            Map.entry("tls-expired", folder -> Certificates.connect(folder, "-10d", 1)),
            Map.entry("tls-not-yet", folder -> Certificates.connect(folder, "+10d", 30)),
            Map.entry("tls-untrusted", Certificates::connectToAStranger),
            Map.entry("tls-plain", _ -> Certificates.connectToPlainText()),
            Map.entry("disk-full", FailingPrograms::fillDisk),
            Map.entry("open-files", FailingPrograms::openFiles),
            Map.entry("permission", folder -> {
                Path secret = Files.writeString(folder.resolve("salaries.csv"), "1,2\n");
                Files.setPosixFilePermissions(secret, Set.of());
                System.out.println(Files.readString(secret));
            }),
            Map.entry("file-gone", folder -> System.out.println(Files.readString(folder.resolve("orders.csv")))),
            Map.entry("crash", _ -> crash()),
            Map.entry("deadlock", _ -> hang()),
            Map.entry("exit-0", _ -> {
                new IllegalStateException("cannot load order 7").printStackTrace();
                System.exit(0);
            }));

    private FailingPrograms() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.out.println(ALL.keySet().stream().sorted().collect(Collectors.joining("\n")));
            return;
        }
        Program program = ALL.get(arguments[0]);
        if (program == null) {
            throw new IllegalArgumentException("no failure `%s`".formatted(arguments[0]));
        }
        program.run(Path.of(arguments[1]));
    }

    private static void hoard() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[MEBI]);
        }
    }

    private static void crumbs() {
        List<String> all = new ArrayList<>();
        for (long i = 0; i < Long.MAX_VALUE; i++) {
            all.add("crumb " + i);
        }
        System.out.println(all.size());
    }

    private static void direct() {
        List<ByteBuffer> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(ByteBuffer.allocateDirect(MEBI));
        }
    }

    private static void threads() {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < THREADS_MAX; i++) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            never.await();
                        } catch (InterruptedException _) {
                            // it ends
                        }
                    },
                    "worker-" + i,
                    STACK);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static long deep(long depth) {
        return depth < 0 ? depth : deep(depth + 1) + 1;
    }

    private static void get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void readTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            socket.setSoTimeout(500);
            System.out.println(socket.getInputStream().read());
        }
    }

    private static void fillDisk(Path folder) throws IOException {
        try (OutputStream out =
                new FileOutputStream(folder.resolve("report.csv").toFile())) {
            byte[] line = "1,2,3\n".repeat(MEBI / 8).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < FILES_MAX; i++) {
                out.write(line);
            }
        }
    }

    private static void openFiles(Path folder) throws IOException {
        List<AutoCloseable> all = new ArrayList<>();
        for (int i = 0; i < FILES_MAX; i++) {
            all.add(Files.newOutputStream(folder.resolve("part-" + i), StandardOpenOption.CREATE));
        }
        System.out.println(all.size());
    }

    @SuppressWarnings("restricted") // that is what it is for
    private static void crash() {
        MemorySegment nowhere = MemorySegment.NULL.reinterpret(Long.BYTES, Arena.global(), null);
        System.out.println(nowhere.get(ValueLayout.JAVA_LONG, 0));
    }

    private static void hang() throws InterruptedException {
        Object one = new Object();
        Object two = new Object();
        CountDownLatch both = new CountDownLatch(2);
        Thread first = new Thread(() -> take(one, two, both), "first");
        Thread second = new Thread(() -> take(two, one, both), "second");
        first.start();
        second.start();
        first.join();
    }

    private static void take(Object mine, Object theirs, CountDownLatch both) {
        synchronized (mine) {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException _) {
                return;
            }
            synchronized (theirs) {
                System.out.println("never");
            }
        }
    }

    private static final class Broken {
        static final double RATE = Double.parseDouble(System.getProperty("tariff.rate", "19 percent"));
    }

    @SuppressWarnings("AddressSelection") // as programs of strangers do it
    private static void unknownHost() throws IOException {
        new Socket("database.nowhere.invalid", 5432).close();
    }
}
