package io.levee.app.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Secrets that Levee shows to providers of models: one file each in a folder that only the user of the process can
/// read. Thread-safe.
final class ProviderKeys {
    private static final System.Logger LOG = System.getLogger(ProviderKeys.class.getName());
    /// A key that was replaced is in use after this.
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final long BYTES_MAX = 8 * 1024;

    private final Path folder;
    private final InstantSource clock;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    private record Read(Optional<String> key, Instant at) {}

    ProviderKeys(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    static ProviderKeys of(Configuration configuration, InstantSource clock) {
        String named = configuration.environment().get("LEVEE_PROVIDER_KEYS");
        return new ProviderKeys(
                named == null ? configuration.dataFolder().resolve("provider-keys") : Path.of(named), clock);
    }

    /// The key of this name; empty where there is none, or others can read it.
    Optional<String> key(String name) {
        Instant now = clock.instant();
        Read known = read.get(name);
        if (known == null || known.at().plus(KEPT).isBefore(now)) {
            known = new Read(fromFile(name), now);
            read.put(name, known);
        }
        return known.key();
    }

    private Optional<String> fromFile(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
                return Optional.empty();
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.GROUP_READ)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a provider's key is not used, since others can read it: chmod 600");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).strip()).filter(key -> key.matches("[!-~]+"));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a provider's key could not be read", e);
            return Optional.empty();
        }
    }
}
