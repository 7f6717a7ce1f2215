package io.levee.app.operator;

import io.levee.adapters.control.FileJournal;
import io.levee.adapters.processes.OrphanedPrograms;
import io.levee.cli.OfflineStop;
import io.levee.cli.Remote;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.ledger.proof.SignedNote;
import io.levee.rooms.stop.signed.SignedOrder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends a signed order to every control door at the same time. Where this machine's own replica is dead, ends the
/// programs that outlived it, and leaves the order where its successor finds it before it lets anything through.
public final class SignedStop implements OfflineStop {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    /// Longer than the slowest stopper and its probe.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int RANDOM_BYTES = 8;
    private static final String NOBODY = "does not answer as a control door: is the address right, and the replica up?";
    private static final JsonMapper JSON = new JsonMapper();

    private final Remote remote;
    private final InstantSource clock;

    public SignedStop(Remote remote, InstantSource clock) {
        this.remote = remote;
        this.clock = clock;
    }

    @Override
    public JsonNode send(Order order) {
        SignedOrder signed = new SignedOrder(
                new StopId("stop-" + random()),
                Scope.parse(order.scope()),
                order.layers().stream().map(SignedStop::layer).collect(Collectors.toSet()),
                ActorId.person(order.person()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                order.reason());
        SignedNote note = OperatorKey.load(order.key(), signed.by()).sign(signed.text());
        ObjectNode sent = JSON.createObjectNode();
        sent.put("id", signed.stop().value());
        sent.put("scope", signed.scope().toString());
        sent.put("by", signed.by().toString());
        sent.put("reason", signed.reason());
        ArrayNode replicas = sent.putArray("replicas");
        Optional<Remote.Running> running = remote.running();
        List<URI> doors = order.doors();
        if (doors.isEmpty() && running.isPresent()) {
            doors = List.of(running.get().control());
        }
        all(doors, note).forEach(replicas::add);
        if (order.doors().isEmpty() && running.isEmpty()) {
            replicas.add(here(signed, note));
        }
        sent.put(
                "holds",
                !replicas.isEmpty()
                        && replicas.valueStream()
                                .allMatch(one -> one.path("holds").asBoolean()));
        return sent;
    }

    private static List<ObjectNode> all(List<URI> doors, SignedNote note) {
        try (HttpClient client =
                        HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return doors.stream()
                    .map(door -> CompletableFuture.supplyAsync(() -> one(client, door, note), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private static ObjectNode one(HttpClient client, URI door, SignedNote note) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("door", door.toString());
        answer.put("answered", false);
        answer.put("holds", false);
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(door.resolve("/v1/orders"))
                            .timeout(ANSWER_MAX)
                            .header("Content-Type", "text/plain; charset=utf-8")
                            .POST(HttpRequest.BodyPublishers.ofString(note.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            answer.put("answered", true);
            if (response.statusCode() == 200 && body instanceof ObjectNode done) {
                answer.setAll(done);
            } else {
                answer.put(
                        "why",
                        "refused: `%s`: %s"
                                .formatted(
                                        body.path("code").asString(),
                                        body.path("title").asString()));
            }
        } catch (HttpConnectTimeoutException e) {
            answer.put("why", NOBODY);
        } catch (HttpTimeoutException e) {
            answer.put(
                    "why",
                    "gave no answer within %d s: it may be in force there, `levee stops` shows it"
                            .formatted(ANSWER_MAX.toSeconds()));
        } catch (IOException | JacksonException e) {
            answer.put("why", NOBODY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.put("why", "was not waited for");
        }
        return answer;
    }

    /// Instead of a replica that is dead.
    private ObjectNode here(SignedOrder order, SignedNote note) {
        Path data = remote.dataFolder();
        ObjectNode answer = JSON.createObjectNode();
        answer.put("door", "no Levee runs on `%s`".formatted(data));
        answer.put("answered", false);
        answer.put("holds", false);
        if (!Files.isDirectory(data.resolve("keys"))) {
            answer.put("why", "nor ever did: name its control door with `--at URL`");
            return answer;
        }
        try {
            FileJournal.open(data.resolve("orders")).keep(order.stop(), note.toString());
            OrphanedPrograms.Outcome ended = OrphanedPrograms.end(data.resolve("processes"), order.scope());
            answer.put("answered", true);
            answer.put("holds", ended.survivors() == 0);
            answer.put(
                    "why",
                    "%d of its programs ended, %d processes live on; the order is in force when it starts"
                            .formatted(ended.ended(), ended.survivors()));
        } catch (LeveeException e) {
            answer.put("why", e.getMessage());
        }
        return answer;
    }

    private static Layer layer(String word) {
        try {
            return Layer.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "`%s` is no layer: write runtime, identity, gateway, payment or framework".formatted(word), e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
