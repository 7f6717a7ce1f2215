package io.levee.app.replica;

import io.levee.identity.Names;
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

/// Secrets that Levee shows to others, such as providers of models: one file each in a folder, which only the
/// user of the process can read. Thread-safe.
final class SecretFiles {
    private static final System.Logger LOG = System.getLogger(SecretFiles.class.getName());
    /// A secret that was replaced is in use after this.
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final long BYTES_MAX = 8 * 1024;

    private final Path folder;
    private final InstantSource clock;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    private record Read(Optional<String> secret, Instant at) {}

    SecretFiles(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    static SecretFiles ofProviders(Configuration configuration, InstantSource clock) {
        return in(configuration, "LEVEE_PROVIDER_KEYS", "provider-keys", clock);
    }

    /// What opens the systems of `stoppers.yaml`.
    static SecretFiles ofStoppers(Configuration configuration, InstantSource clock) {
        return in(configuration, "LEVEE_STOPPER_SECRETS", "stopper-secrets", clock);
    }

    /// What opens the forges of `levee.yaml`, and what their webhooks are signed with.
    static SecretFiles ofForges(Configuration configuration, InstantSource clock) {
        return in(configuration, "LEVEE_FORGE_SECRETS", "forge-secrets", clock);
    }

    private static SecretFiles in(Configuration configuration, String variable, String folder, InstantSource clock) {
        String named = configuration.environment().get(variable);
        return new SecretFiles(named == null ? configuration.dataFolder().resolve(folder) : Path.of(named), clock);
    }

    /// The secret of this name; empty where there is none, or others can read it.
    Optional<String> secret(String name) {
        Instant now = clock.instant();
        Read known = read.get(name);
        if (known == null || known.at().plus(KEPT).isBefore(now)) {
            known = new Read(fromFile(name), now);
            read.put(name, known);
        }
        return known.secret();
    }

    private Optional<String> fromFile(String name) {
        if (!Names.valid(name)) { // nor does it leave the folder
            return Optional.empty();
        }
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
                        "the secret `{0}` is not used, since others can read it: chmod 600",
                        name);
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).strip()).filter(key -> key.matches("[!-~]+"));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the secret `" + name + "` could not be read", e);
            return Optional.empty();
        }
    }
}
