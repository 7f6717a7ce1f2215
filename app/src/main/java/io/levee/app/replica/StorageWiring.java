package io.levee.app.replica;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.adapters.postgres.Database;
import io.levee.adapters.postgres.IdentityTables;
import io.levee.adapters.postgres.PostgresLedger;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;

/// Everything durable: the database, this replica's log in it, and the stores of the authorization server.
record StorageWiring(Database database, PostgresLedger ledger, FactCodec codec, IdentityTables identity)
        implements AutoCloseable {
    static final String KEY_FILE_END = ".ledger-key";

    /// Starts or reaches the database, which takes the longest of all and needs nobody else.
    static Database database(Configuration configuration) {
        return configuration
                .databaseUrl()
                .map(Database::external)
                .orElseGet(() -> Database.embedded(
                        privateFolder(configuration.dataFolder()).resolve("data")));
    }

    /// Opens this replica's log; closes the database where that fails.
    static StorageWiring open(
            Configuration configuration, Database database, String organisation, InstantSource clock) {
        try {
            Origin origin = new Origin(organisation, configuration.replica());
            Path keys = privateFolder(configuration.dataFolder().resolve("keys"));
            NoteSigner signer =
                    SignerFile.loadOrCreate(keys.resolve(origin.replica() + KEY_FILE_END), origin.toString());
            FactCodec codec = new JacksonFactCodec();
            PostgresLedger ledger = PostgresLedger.open(database, origin, signer, codec, clock);
            return new StorageWiring(database, ledger, codec, new IdentityTables(database));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Path privateFolder(Path folder) {
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "cannot make `%s`: who owns its parent?".formatted(folder), e);
        }
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
