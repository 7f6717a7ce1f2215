package io.levee.app.replica;

import io.levee.cli.CommandFailure;
import io.levee.cli.Exit;
import io.levee.cli.LedgerSource;
import io.levee.facts.Fact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.LedgerProof;
import io.levee.ledger.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The ledger of a data folder that nobody is using: opens its storage for the length of one command. Appends nothing;
/// what a killed process left unsigned is signed.
public record OfflineLedger(StorageWiring storage) implements LedgerSource {
    public static Optional<LedgerSource> open(Path dataFolder) {
        return origin(dataFolder).map(origin -> {
            Configuration configuration = new Configuration(
                    dataFolder,
                    dataFolder,
                    Optional.ofNullable(System.getenv("LEVEE_DATABASE_URL")),
                    origin.replica(),
                    InetAddress.getLoopbackAddress(),
                    Configuration.Ports.FREE,
                    Map.of(),
                    Map.of());
            return new OfflineLedger(StorageWiring.open(
                    configuration,
                    StorageWiring.database(configuration),
                    origin.organisation(),
                    InstantSource.system()));
        });
    }

    @Override
    public List<String> tail(int limit, Optional<String> family) {
        Set<Fact.Family> families = family.map(OfflineLedger::family).orElseGet(() -> EnumSet.allOf(Fact.Family.class));
        return storage.ledger().latest(families, limit).stream().map(this::line).toList();
    }

    @Override
    public Optional<String> entry(String origin, long position) {
        return storage.ledger().at(Origin.parse(origin), position).map(this::line);
    }

    @Override
    public Optional<String> proof(String origin, long position) {
        return storage.ledger().logs().proof(Origin.parse(origin), position).map(LedgerProof::toString);
    }

    @Override
    public void export(OutputStream out) {
        storage.ledger().logs().export(out);
    }

    @Override
    public List<String> keys() {
        return storage.ledger().logs().keys();
    }

    @Override
    public void close() {
        storage.close();
    }

    private String line(Entry entry) {
        return new String(storage.codec().encode(entry), StandardCharsets.UTF_8);
    }

    /// The name of the log that this folder's key signs: the second line of the key file begins with it.
    private static Optional<Origin> origin(Path dataFolder) {
        try (Stream<Path> keys = Files.list(dataFolder.resolve("keys"))) {
            Optional<Path> key = keys.filter(file -> file.toString().endsWith(StorageWiring.KEY_FILE_END))
                    .sorted()
                    .findFirst();
            if (key.isEmpty()) {
                return Optional.empty();
            }
            String vkey = Files.readAllLines(key.get()).getLast();
            return Optional.of(Origin.parse(vkey.substring(0, vkey.indexOf('+'))));
        } catch (IOException e) {
            return Optional.empty(); // there are no keys: nothing was ever recorded here
        } catch (RuntimeException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the keys in `%s` cannot be read: restore them from a backup".formatted(dataFolder),
                    e);
        }
    }

    private static Set<Fact.Family> family(String word) {
        try {
            return Set.of(Fact.Family.of(word));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Exit.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
