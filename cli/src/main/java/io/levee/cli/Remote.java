package io.levee.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where the server is, and how this machine proves who is asking. From the environment (`LEVEE_URL`, `LEVEE_TOKEN`,
/// `LEVEE_PERSON`), else from what `levee up` left in the data folder.
///
/// @param dataFolder where `levee up` keeps its data, `.levee` unless `LEVEE_DATA` says otherwise
/// @param offline    opens the ledger of a data folder that nobody is using; empty where it holds none
public record Remote(
        Path dataFolder,
        Function<String, Optional<String>> environment,
        Function<Path, Optional<LedgerSource>> offline) {
    private static final JsonMapper JSON = new JsonMapper();

    /// What `levee up` wrote about itself.
    public record Running(long pid, URI api, URI gateway, URI console, URI control, String origin) {}

    public Optional<Running> running() {
        Path file = dataFolder.resolve("run.json");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            JsonNode run = JSON.readTree(Files.readString(file));
            Running running = new Running(
                    run.path("pid").asLong(),
                    URI.create(run.path("api").asString()),
                    URI.create(run.path("gateway").asString()),
                    URI.create(run.path("console").asString()),
                    URI.create(run.path("control").asString()),
                    run.path("origin").asString());
            return ProcessHandle.of(running.pid())
                    .filter(ProcessHandle::isAlive)
                    .map(_ -> running);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The API of a running server.
    public Api api() {
        return new Api(environment
                .apply("LEVEE_URL")
                .map(URI::create)
                .or(() -> running().map(Running::api))
                .orElseThrow(() -> new CommandFailure(
                        Exit.UNAVAILABLE,
                        "no Levee is running on `%s`: start one with `levee up ORG`, or set LEVEE_URL"
                                .formatted(dataFolder))));
    }

    /// [#api] as somebody: `LEVEE_TOKEN`, else a local login as `person` (or `LEVEE_PERSON`).
    public Api apiAs(Optional<String> person) {
        Api api = api();
        Optional<String> token = environment.apply("LEVEE_TOKEN");
        if (token.isPresent() && person.isEmpty()) {
            return api.with(token.get());
        }
        String name = person.or(() -> environment.apply("LEVEE_PERSON"))
                .orElseThrow(() -> new CommandFailure(
                        Exit.USAGE, "who is asking? add `--as PERSON`, or set LEVEE_PERSON or LEVEE_TOKEN"));
        return api.with(LocalLogin.login(api, localSecret(), name, Optional.empty()));
    }

    /// The ledger of a running server, else of the data folder itself: who may read the folder may read its ledger.
    LedgerSource ledger(Optional<String> person) {
        if (!remoteByEnvironment() && running().isEmpty()) {
            return offline.apply(dataFolder)
                    .orElseThrow(() -> new CommandFailure(
                            Exit.UNAVAILABLE,
                            "no Levee is running and `%s` holds no ledger: start one with `levee up ORG`"
                                    .formatted(dataFolder)));
        }
        return new RemoteLedger(apiAs(person));
    }

    boolean remoteByEnvironment() {
        return environment.apply("LEVEE_URL").isPresent();
    }

    /// The secret that proves that we are the user who runs Levee on this machine.
    String localSecret() {
        Path file = dataFolder.resolve("local-login");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.UNAVAILABLE,
                    "there is no local login in `%s`: set `login: local` in levee.yaml, or set LEVEE_TOKEN to a token"
                                    .formatted(dataFolder)
                            + " of your issuer",
                    e);
        }
    }
}
