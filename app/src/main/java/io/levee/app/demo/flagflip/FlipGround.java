package io.levee.app.demo.flagflip;

import io.levee.app.demo.Caller;
import io.levee.app.demo.Folders;
import io.levee.app.demo.Reply;
import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.cli.AgentTokens;
import io.levee.cli.Api;
import io.levee.cli.CommandFailure;
import io.levee.cli.Remote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Levee for a copy of acme whose flag server is the one of this scenario.
final class FlipGround implements AutoCloseable {
    private static final Duration RELOADED_WITHIN = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String UNBOUNDED = "nobody has bounded it yet";

    private final Path folder;
    private final Levee levee;

    private FlipGround(Path folder, Levee levee) {
        this.folder = folder;
        this.levee = levee;
    }

    interface Question {
        JsonNode ask() throws IOException, InterruptedException;
    }

    static FlipGround build(Path acme, Path folder, URI flags) throws IOException {
        Folders.delete(folder);
        Folders.copy(acme, folder.resolve("org"));
        return new FlipGround(
                folder,
                Levee.start(new Configuration(
                        folder,
                        folder.resolve("org"),
                        Optional.empty(),
                        "demo",
                        InetAddress.getLoopbackAddress(),
                        Configuration.Ports.FREE,
                        Map.of("flags", flags),
                        Map.of())));
    }

    Caller agent(String agent, String person) {
        return new Caller(levee.addresses().gateway(), token(agent, person, "levee-gateway"));
    }

    private String token(String agent, String person, String audience) {
        AgentTokens tokens = new AgentTokens(remote());
        return tokens.exchange(agent, tokens.ticket(agent, person), audience)
                .path("access_token")
                .asString();
    }

    /// Sends a diff as the agent, and answers what the room says.
    JsonNode review(String agent, String person, String diff) throws IOException, InterruptedException {
        String name = URLEncoder.encode("debug-events", StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(levee.addresses().api().resolve("/v1/reviews?name=" + name))
                .timeout(RELOADED_WITHIN)
                .header("Authorization", "Bearer " + token(agent, person, "levee-api"))
                .header("Content-Type", "text/x-diff")
                .POST(HttpRequest.BodyPublishers.ofString(diff))
                .build();
        return JSON.readTree(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /// Asks again until the organisation that is in force says so, or the time for a reload is
    /// over.
    JsonNode reviewUntil(String decision, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + RELOADED_WITHIN.toNanos();
        JsonNode answer = question.ask();
        while (!answer.path("report").path("decision").asString("").equals(decision) && System.nanoTime() - end < 0) {
            Thread.sleep(Duration.ofMillis(100));
            answer = question.ask();
        }
        return answer;
    }

    /// `allowed`, or why not.
    String outcome(Reply reply) throws IOException {
        return reply.status() < 400
                ? "allowed"
                : JSON.readTree(reply.body()).path("code").asString("status " + reply.status());
    }

    /// What the decision rests on, as an auditor sees it.
    String reasons(String decision) {
        return as("eve").get("/v1/decisions/" + decision).path("evidence").toString();
    }

    /// `proposed`, `overridden`, or why not.
    String override(String person, String review) {
        try {
            return as(person)
                    .post("/v1/reviews/%s/override".formatted(review), Map.of("reason", "demo: the shop needs it"))
                    .path("state")
                    .asString("");
        } catch (CommandFailure failure) {
            String message = String.valueOf(failure.getMessage());
            return Stream.of("override-needs-another-person", "override-not-permitted", "override-not-needed")
                    .filter(message::contains)
                    .findFirst()
                    .orElse(message);
        }
    }

    void approve(String person, Reply held) throws IOException {
        String approval = JSON.readTree(held.body()).path("about").asString("");
        Api api = as(person);
        String digest = api.get("/v1/approvals/" + approval).path("digest").asString("");
        api.post("/v1/approvals/%s/give".formatted(approval), Map.of("digest", digest, "reason", "demo: break glass"));
    }

    /// The Kafka team says what bounds the topic has now.
    void describeBounds() throws IOException {
        Path assets = folder.resolve("org/assets/kafka.yaml");
        String text = Files.readString(assets);
        String topic = "  topic:debug-events:\n";
        String bounds =
                "    settings: { retention.bytes: \"4194304\", segment.bytes: \"2097152\", producer_byte_rate: \"1048576\" }\n";
        Files.writeString(assets, text.replace(UNBOUNDED, "bounded").replace(topic, topic + bounds));
    }

    private Api as(String person) {
        return remote().apiAs(Optional.of(person));
    }

    private Remote remote() {
        return new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
    }

    @Override
    public void close() {
        levee.close();
    }
}
