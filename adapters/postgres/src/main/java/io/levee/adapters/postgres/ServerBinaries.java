package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of the PostgreSQL that Levee brings along, unpacked once per user of the machine.
record ServerBinaries(Path home) {
    /// Of the artifact with the programs; a new version is unpacked beside the old one.
    static final String VERSION = "18.6.0";
    static final int MAJOR = 18;

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// Unpacks where that was not done yet; safe against other processes that do the same, and against dying
    /// halfway.
    static ServerBinaries unpacked(Path cache) {
        String platform = platform();
        Path home = cache.resolve("postgres-" + VERSION + "-" + platform);
        if (Files.isDirectory(home)) {
            return new ServerBinaries(home);
        }
        String archive = "/postgres-" + platform + ".txz";
        try (InputStream packed = ServerBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "no PostgreSQL is included for `%s`: set LEVEE_DATABASE_URL to a PostgreSQL %d or newer"
                                .formatted(platform, Database.VERSION_MIN));
            }
            Files.createDirectories(
                    cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path partial = Files.createTempDirectory(cache, "unpacking-");
            unpack(packed, partial);
            publish(partial, home);
            return new ServerBinaries(home);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "could not unpack PostgreSQL into `%s`: %s".formatted(cache, e.getMessage()),
                    e);
        }
    }

    /// Where programs are kept: the user's cache, or beside the data where there is no home.
    static Path cache(Path dataFolder) {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        Path existing =
                Files.isDirectory(caches) ? caches : caches.toAbsolutePath().getParent();
        return existing != null && Files.isWritable(existing)
                ? caches.resolve("levee")
                : dataFolder.resolve("programs");
    }

    private static void publish(Path partial, Path home) throws IOException {
        try {
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            deleteTree(partial); // another process was faster
        }
    }

    private static void unpack(InputStream packed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive leaves its folder: `%s`".formatted(entry.getName()));
                }
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        return (system.startsWith("mac") ? "darwin" : system) + "-" + (machine.equals("amd64") ? "x86_64" : machine);
    }
}
