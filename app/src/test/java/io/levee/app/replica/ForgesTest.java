package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.doubles.ForgeDouble;
import io.levee.adapters.doubles.ForgeDouble.Talk;
import io.levee.adapters.doubles.GitHubDouble;
import io.levee.adapters.doubles.GitHubDouble.Check;
import io.levee.adapters.forges.Signatures;
import io.levee.cli.Remote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A replica that listens to GitHub, which is a double with one pull request in it. Each test
/// pushes heads of its own.
final class ForgesTest {
    private static final String SECRET = "webhook-secret-of-this-test";
    private static final String BAD = "replicas: 1";
    private static final String GOOD = "replicas: 3";

    @SuppressWarnings("NullAway.Init")
    private static GitHubDouble hub;

    @SuppressWarnings("NullAway.Init")
    private static Levee levee;

    @SuppressWarnings("NullAway.Init")
    private static Remote remote;

    @SuppressWarnings("NullAway.Init")
    private static Path organisation;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = new GitHubDouble();
        hub.pushed(head('1'), diff(GOOD));
        organisation = folder.resolve("org");
        files(hub.url()).forEach((name, text) -> WrittenFile.write(organisation.resolve(name), text));
        secret(folder.resolve("forge-secrets/hub-token"), ForgeDouble.TOKEN);
        secret(folder.resolve("forge-secrets/hub-webhook"), SECRET);
        levee = Levee.start(new Configuration(
                folder,
                organisation,
                Optional.empty(),
                "forges",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(),
                Map.of()));
        remote = new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
        concluded('1', "success"); // what was open before this replica was
    }

    @AfterAll
    static void end() {
        levee.close();
        hub.close();
    }

    @Test
    void aChangeThatATeamObjectsToIsBlockedUntilItIsMended() throws Exception {
        hub.has("b".repeat(40), "CODEOWNERS", "*.yaml @acme/storage\n");
        hub.pushed(head('2'), diff(BAD));
        assertThat(hooked("pull_request", pull("synchronize")).statusCode()).isEqualTo(202);
        Check failed = concluded('2', "failure");
        assertThat(failed.annotations()).isEqualTo(1);
        hub.await("the thread", () -> !open().isEmpty());
        Talk talk = open().getFirst();
        assertThat(talk.place()).isEqualTo("deploy/app.yaml RIGHT 2");
        assertThat(talk.notes().getFirst().body()).contains("two replicas");
        JsonNode review = newest('2');
        assertThat(review.path("decision").asString()).isEqualTo("deny");
        assertThat(review.toString())
                .as("whoever the repository names is asked, and whoever opened it is its creator")
                .contains("storage", "person:dana");

        hub.thumbsDown(talk, "rita-at-hub");
        hub.thumbsDown(talk, "a-stranger");
        hub.pushed(head('3'), diff(GOOD));
        hooked("pull_request", pull("synchronize"));
        concluded('3', "success");
        hub.await("that the thread is closed", () -> open().isEmpty());
        hooked("pull_request", pull("reopened"));
        hub.pushed(head('4'), diff(GOOD));
        hooked("pull_request", pull("synchronize"));
        concluded('4', "success");
        assertThat(facts("review.not-useful")).hasSize(1);
    }

    @Test
    void whatNobodySignedIsRefusedAndWhatCameBeforeIgnored() throws Exception {
        String body = pull("edited");
        assertThat(post("pull_request", "forged", body, "sha256=" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(401);
        String other = pull("opened").replace("acme/shop", "acme/secret");
        HttpResponse<String> refused = hooked("pull_request", other);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("add it to `repositories`");
        String again = pull("labeled\",\"x\":\"1");
        String push = pushed("topic");
        assertThat(post("push", "same", push, signature(push)).statusCode()).isEqualTo(202);
        HttpResponse<String> replayed = post("push", "same", push, signature(push));
        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat(replayed.body()).contains("before");
        assertThat(hooked("pull_request", again).statusCode())
                .as("signed, and of no concern")
                .isEqualTo(200);
        assertThat(send("/v1/hooks/forges/nowhere", Map.of(), body).statusCode())
                .isEqualTo(404);
        assertThat(send("/v1/hooks/forges/hub", Map.of(), "x".repeat(9_000_000)).statusCode())
                .isEqualTo(413);
        assertThat(hub.asked()).noneMatch(it -> it.path().contains("secret"));
    }

    @Test
    void ofTwoPushesOnlyTheNewestIsPosted() throws Exception {
        hub.pushed(head('5'), diff(BAD));
        AtomicBoolean meanwhile = new AtomicBoolean(true);
        hub.faults(asked -> {
            if (asked.path().contains("..." + head('5')) && meanwhile.getAndSet(false)) {
                hub.pushed(head('6'), diff(GOOD));
            }
            return ForgeDouble.Fault.NONE;
        });
        hooked("pull_request", pull("synchronize"));
        concluded('6', "success");
        hub.faults(_ -> ForgeDouble.Fault.NONE);
        assertThat(hub.checks()).noneMatch(it -> it.head().equals(head('5')));
    }

    @Test
    void whatTwoPeopleLetPassPassesAtTheForge() throws Exception {
        hub.pushed(head('7'), diff(BAD));
        hooked("pull_request", pull("synchronize"));
        concluded('7', "failure");
        String review = newest('7').path("id").asString();
        assertThat(override(review, "dana")).as("who made it").isEqualTo("refused");
        assertThat(override(review, "ops")).isEqualTo("proposed");
        assertThat(override(review, "rita")).isEqualTo("overridden");
        concluded('7', "success");

        hooked("push", pushed("main"));
        hub.await("a third look", () -> checksOf('7').size() >= 2 && reviewsOf('7') >= 3);
        assertThat(checksOf('7').getLast().conclusion()).as("the same change").isEqualTo("success");

        hub.pushed(head('8'), diff(BAD + "\n+" + "replicas: 1"));
        hooked("pull_request", pull("synchronize"));
        concluded('8', "failure");
    }

    @Test
    void whereTheOrganisationStandsAPersonLooksAtIt() throws Exception {
        String root = diff(GOOD).replace("deploy/app.yaml", "people.yaml");
        hub.pushed(head('f'), root);
        hooked("pull_request", pull("synchronize"));
        concluded('f', "success");
        hub.has("b".repeat(40), "levee.yaml", "name: acme\n");
        hub.pushed(head('0'), root);
        hooked("pull_request", pull("synchronize"));
        concluded('0', "action_required");
    }

    @Test
    void aNewGuardrailReachesWhatIsOpen() throws Exception {
        hub.pushed(head('9'), diff("replicas: 9"));
        hooked("pull_request", pull("synchronize"));
        concluded('9', "success");
        WrittenFile.write(
                organisation.resolve("teams/core/guardrails/nine.yaml"),
                files("")
                        .getOrDefault("teams/core/guardrails/two.yaml", "")
                        .replace("two", "nine")
                        .replace("replicas: 1", "replicas: 9"));
        concluded('9', "failure");
    }

    @Test
    void whatIsUndoneOnItsBranchIsRecorded() throws Exception {
        hub.pushed(head('a'), diff(GOOD));
        hooked("pull_request", pull("synchronize"));
        concluded('a', "success");
        hub.merged(head('c'));
        hub.commits(head('d'), "Revert it\n\nThis reverts commit %s.\n".formatted(head('c')));
        hub.commits(head('e'), "Say so\n\nThis reverts commit %s.\n".formatted(head('f')));
        hooked("push", pushed("main"));
        hub.await(
                "that the open ones are asked for after that",
                () -> hub.asked().stream()
                        .dropWhile(it -> !it.path().endsWith(head('c') + "/pulls"))
                        .anyMatch(it -> it.query().getOrDefault("base", "").equals("main")));
        hub.reopened();
        assertThat(newest('a').path("outcome").path("outcome").asString()).isEqualTo("reverted");
        assertThat(newest('a').path("outcome").path("ref").asString()).isEqualTo(head('d'));
    }

    /// The newest check of a head, once it says so.
    private static Check concluded(char head, String conclusion) {
        hub.await(
                "a check of %s that says %s".formatted(head, conclusion),
                () -> !checksOf(head).isEmpty()
                        && checksOf(head).getLast().conclusion().equals(conclusion)
                        && checksOf(head).getLast().status().equals("completed"));
        return checksOf(head).getLast();
    }

    private static List<Check> checksOf(char head) {
        return hub.checks().stream().filter(it -> it.head().equals(head(head))).toList();
    }

    private static List<Talk> open() {
        return hub.talks().stream().filter(it -> !it.resolved()).toList();
    }

    private static JsonNode newest(char head) {
        for (JsonNode review :
                remote.apiAs(Optional.of("ops")).get("/v1/reviews").path("reviews")) {
            if (review.toString().contains("@" + head(head))) {
                return review;
            }
        }
        throw new IllegalStateException("no review of " + head);
    }

    private static long reviewsOf(char head) {
        return remote.apiAs(Optional.of("ops"))
                .get("/v1/reviews")
                .path("reviews")
                .valueStream()
                .filter(it -> it.toString().contains("@" + head(head)))
                .count();
    }

    private static String override(String review, String who) {
        try {
            return remote.apiAs(Optional.of(who))
                    .post("/v1/reviews/%s/override".formatted(review), Map.of("reason", "it is a drill"))
                    .path("state")
                    .asString("");
        } catch (RuntimeException _) {
            return "refused";
        }
    }

    private static List<String> facts(String type) {
        return remote.apiAs(Optional.of("ops"))
                .get("/v1/ledger/tail?family=review&limit=1000")
                .path("entries")
                .valueStream()
                .map(JsonNode::toString)
                .filter(it -> it.contains(type))
                .toList();
    }

    private static HttpResponse<String> hooked(String event, String body) throws Exception {
        return post(event, UUID.randomUUID().toString(), body, signature(body));
    }

    private static HttpResponse<String> post(String event, String delivery, String body, String signature)
            throws Exception {
        return send(
                "/v1/hooks/forges/hub",
                Map.of("X-GitHub-Event", event, "X-GitHub-Delivery", delivery, "X-Hub-Signature-256", signature),
                body);
    }

    private static HttpResponse<String> send(String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(levee.addresses().api() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String signature(String body) {
        return "sha256=" + HexFormat.of().formatHex(Signatures.hmac(Signatures.utf8(SECRET), Signatures.utf8(body)));
    }

    /// Each another one, as at GitHub.
    private static String pull(String action) {
        return "{\"action\":\"%s\",\"number\":7,\"repository\":{\"full_name\":\"acme/shop\"},\"at\":\"%s\"}"
                .formatted(action, UUID.randomUUID());
    }

    private static String pushed(String branch) {
        return "{\"ref\":\"refs/heads/%s\",\"repository\":{\"full_name\":\"Acme/Shop\"},\"at\":\"%s\"}"
                .formatted(branch, UUID.randomUUID());
    }

    private static String head(char digit) {
        return Character.toString(digit).repeat(40);
    }

    private static String diff(String line) {
        return """
                diff --git a/deploy/app.yaml b/deploy/app.yaml
                index 1111111..2222222 100644
                --- a/deploy/app.yaml
                +++ b/deploy/app.yaml
                @@ -1,3 +1,%d @@
                 name: shop
                -replicas: 2
                +%s
                 port: 80
                """.formatted(line.contains("\n") ? 4 : 3, line);
    }

    private static void secret(Path file, String text) {
        WrittenFile.write(file, text);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(String api) {
        return Map.of(
                "levee.yaml",
                """
                name: forges
                login: local
                forges:
                  - name: hub
                    kind: github
                    api: %s
                    repositories: [acme/shop]
                    token: hub-token
                    webhook: hub-webhook
                    onBehalfOf: ops
                    people: { dana: dana, rita-at-hub: rita }
                """.formatted(api),
                "people.yaml",
                """
                roles: { operator: may let pass }
                people:
                  dana: { name: Dana, email: dana@forges.example, teams: [core], roles: [operator] }
                  rita: { name: Rita, email: rita@forges.example, teams: [core], roles: [operator] }
                  ops: { name: Ops, email: ops@forges.example, teams: [core], roles: [operator] }
                """,
                "teams/core/team.yaml",
                """
                name: Core
                platform: true
                contact: ops@forges.example
                onCall: ops
                channel: "#core"
                """,
                "teams/core/guardrails/two.yaml",
                """
                id: at-least-two-replicas
                severity: high
                message: two replicas at least
                applies-to: { paths: [/deploy/app.yaml] }
                each: line
                when: "it.text == 'replicas: 1'"
                examples:
                  - match: { file: deploy/app.yaml, after: "replicas: 1\\n" }
                  - pass: { file: deploy/app.yaml, after: "replicas: 3\\n" }
                """,
                "policies/all.cedar",
                """
                @id("operators-oversee")
                @why("somebody must")
                permit (principal is Person in Role::"operator", action in [Action::"administer", Action::"override", Action::"audit"], resource);
                """);
    }
}
