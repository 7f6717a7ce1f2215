package io.levee.app.operator;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The key with which one person signs orders.
final class OperatorKey {
    private OperatorKey() {}

    static NoteSigner load(Path file, ActorId person) {
        if (Files.notExists(file)) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is no key in `%s`: make one with `levee operator-key --as %s`"
                            .formatted(file, person.name()));
        }
        return SignerFile.loadOrCreate(file, name(person));
    }

    static NoteSigner loadOrCreate(Path file, ActorId person) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && Files.notExists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "cannot make the folder of `%s`: who owns it?".formatted(file), e);
        }
        return SignerFile.loadOrCreate(file, name(person));
    }

    private static String name(ActorId person) {
        return "operator/" + person.name();
    }
}
