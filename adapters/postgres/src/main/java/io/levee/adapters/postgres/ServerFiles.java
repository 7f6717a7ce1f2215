package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What the embedded server keeps on disk: its data, its log, the password of its one user, and its port.
record ServerFiles(Path folder) {
    /// Below the range from which the kernel hands out ports, where a client that keeps trying to reach a
    /// dead server may be given the server's own port and end up connected to itself.
    private static final int PORT_FROM = 20_000;

    private static final int PORT_TO = 32_000;
    private static final int PORT_TRIES_MAX = 100;
    private static final int LOG_TAIL_BYTES = 600;

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("log");
    }

    Path password() {
        return folder.resolve("password");
    }

    void create() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    boolean initialised() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    void checkMajorVersion() throws IOException {
        String major = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!major.equals(Integer.toString(ServerBinaries.MAJOR))) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`%s` was written by PostgreSQL `%s`, this Levee brings %d: move it with pg_dump, or use the Levee that wrote it"
                            .formatted(data(), major, ServerBinaries.MAJOR));
        }
    }

    void writePassword() throws IOException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(password());
        Files.createFile(
                password(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    String readPassword() {
        try {
            return Files.readString(password()).strip();
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the password of the embedded database is missing: `%s`".formatted(password()),
                    e);
        }
    }

    /// The port of last time where it is still free, so that whoever remembers it finds the server again.
    int choosePort() throws IOException {
        Path file = folder.resolve("port");
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            if (text.matches("[0-9]{5}") && free(Integer.parseInt(text))) {
                return Integer.parseInt(text);
            }
        }
        RandomGenerator random = new SecureRandom();
        for (int i = 0; i < PORT_TRIES_MAX; i++) {
            int port = random.nextInt(PORT_FROM, PORT_TO);
            if (free(port)) {
                Files.writeString(file, Integer.toString(port));
                return port;
            }
        }
        throw new IOException("no free port between %d and %d".formatted(PORT_FROM, PORT_TO));
    }

    /// Where a server that runs on these files listens.
    int knownPort() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("port")).strip());
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether the postmaster of this process id says that it takes connections.
    boolean readyUnder(long pid) throws IOException {
        List<String> lines = postmasterFile();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    /// A postmaster that is alive and serves exactly these data.
    Optional<ProcessHandle> runningPostmaster() throws IOException {
        List<String> lines = postmasterFile();
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::serves);
    }

    /// A process id alone proves nothing: the kernel may have given it to somebody else since.
    private boolean serves(ProcessHandle process) {
        try {
            String command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return command.contains("\0" + data() + "\0");
        } catch (IOException e) {
            return process.info().commandLine().orElse("").contains(data().toString());
        }
    }

    private List<String> postmasterFile() throws IOException {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// The end of the log in one line, for an error message.
    String logTail() {
        try {
            byte[] all = Files.readAllBytes(log());
            int from = Math.max(0, all.length - LOG_TAIL_BYTES);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .strip()
                    .replaceAll("\\s+", " ");
        } catch (IOException e) {
            return "it left no log";
        }
    }
}
