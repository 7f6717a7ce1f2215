package io.levee.app.replica;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// `run.json` in the data folder: where this replica is reached, for the commands of the same machine. There while it
/// is up; only its user can read it.
record RunFile(Path file) implements AutoCloseable {
    static RunFile write(Path dataFolder, URI api, URI gateway, URI console, URI control, String origin) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("pid", ProcessHandle.current().pid());
        run.put("api", api.toString());
        run.put("gateway", gateway.toString());
        run.put("console", console.toString());
        run.put("control", control.toString());
        run.put("origin", origin);
        Path file = dataFolder.resolve("run.json");
        Path half = dataFolder.resolve("run.json.part");
        try {
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(half, new JsonMapper().writeValueAsString(run) + "\n");
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new RunFile(file);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "cannot write `%s`: who owns the folder?".formatted(file), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // a stale file names a process that is gone; its readers check that
        }
    }
}
