package io.levee.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The agents' own credentials on this machine, one file each that only its user can read; an agent that has none yet
/// is enrolled by way of the local login.
final class AgentSecrets {
    private AgentSecrets() {}

    static String of(Remote remote, Api api, String agent) {
        if (!agent.matches("[A-Za-z0-9][A-Za-z0-9._@-]*")) {
            throw new CommandFailure(Exit.USAGE, "`%s` names no agent".formatted(agent));
        }
        Path file = remote.dataFolder().resolve("agents").resolve(agent + ".secret");
        try {
            return Files.exists(file) ? Files.readString(file).strip() : enrol(remote, api, agent, file);
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.UNAVAILABLE, "cannot use `%s`: check who owns it and its folder".formatted(file), e);
        }
    }

    private static String enrol(Remote remote, Api api, String agent, Path file) throws IOException {
        String secret = api.authorised("Local " + remote.localSecret())
                .post("/v1/agents/" + agent + "/credentials", Map.of("kind", "secret"))
                .path("secret")
                .asString();
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret + "\n");
        return secret;
    }
}
