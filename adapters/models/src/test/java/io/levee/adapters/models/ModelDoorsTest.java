package io.levee.adapters.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Layer;
import io.levee.facts.ModelFact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The gateway before a double of a provider that speaks the documented wire format.
class ModelDoorsTest {
    private static final String SMALL = "{\"model\":\"small-1\",\"max_tokens\":9,\"messages\":[]}";

    private final ModelGateway at = new ModelGateway();
    private final HttpClient client = HttpClient.newHttpClient();

    ModelDoorsTest() throws IOException {}

    @AfterEach
    void stop() {
        client.shutdownNow();
        at.close();
    }

    @Test
    void theProviderSeesItsOwnKeyAndTheBodyThatWasJudged() throws Exception {
        HttpResponse<String> answer = ask("x-api-key", "ana", SMALL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ModelGateway.ANSWER);
        assertThat(at.bodies).containsExactly(SMALL);
        assertThat(at.headers.getFirst())
                .containsEntry("X-api-key", List.of("provider-key"))
                .doesNotContainKeys("Authorization", "Openai-organization", "Accept-encoding");
        assertThat(answer.headers().map().toString()).doesNotContain("provider-key");
    }

    @Test
    void whatItUsedIsRecorded() throws Exception {
        HttpResponse<String> answer = ask("Authorization", "Bearer ana", SMALL);
        String decision = answer.headers().firstValue("X-Levee-Decision").orElseThrow();
        ModelFact.Used used = used();
        assertThat(used)
                .isEqualTo(new ModelFact.Used(
                        new DecisionId(decision), "claude", "small-1", 9, 3, 0, 0, false, 9 * 100 + 3 * 500));
        assertThat(at.ledger.entries().toString())
                .doesNotContain("provider-key")
                .doesNotContain("max_tokens");
    }

    @Test
    void whatItUsedIsChargedAndTheRestGoesBack() throws Exception {
        ask("x-api-key", "ana", SMALL);
        var _ = at.endings.take();
        at.budgets.close();
        assertThat(at.budgets.spent("tokens")).isEqualTo(9 + 3);
        assertThat(at.budgets.spent("money")).as("2,400 millionths of a cent").isEqualTo(24);
    }

    @Test
    void whichModelIsForWhomTheirPoliciesSay() throws Exception {
        at.withheld.add(AssetId.parse("model:claude/large-1"));
        assertThat(code(ask("x-api-key", "ana", SMALL.replace("small-1", "large-1"))))
                .isEqualTo("not-permitted");
        assertThat(code(ask("x-api-key", "ana", SMALL.replace("small-1", "huge-1"))))
                .isEqualTo("asset-not-described");
        assertThat(code(ask("x-api-key", "ana", "{\"model\":\"small-1\",\"model\":\"large-1\"}")))
                .isEqualTo("model-request-malformed");
        assertThat(code(ask("x-api-key", "ana", ""))).isEqualTo("asset-not-described");
        assertThat(code(ask("x-api-key", "ana", "{\"model\":\"small-1\",\"mcp_servers\":[{}]}")))
                .isEqualTo("model-acts-elsewhere");
        assertThat(at.bodies).isEmpty();
    }

    /// Nothing of theirs is gathered, however large it is said to be.
    @Test
    void whoIsNobodyIsRefusedFirst() throws Exception {
        assertThat(code(ask("x-api-key", "eve", "{not json"))).isEqualTo("token-malformed");
    }

    /// Some clients send the one key that they have in both headers.
    @Test
    void whoSaysTheSameInBothHeadersIsSomebodyAndWhoSaysTwoThingsIsNobody() throws Exception {
        for (List<String> said : List.of(List.of("ana"), List.of("eve"), List.of("ana", "ana"))) {
            HttpRequest.Builder both = request(SMALL).header("x-api-key", "ana");
            said.forEach(name -> both.header("Authorization", "Bearer " + name));
            HttpResponse<String> answer = client.send(both.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("ana and %s", said).isEqualTo(said.equals(List.of("ana")) ? 200 : 401);
        }
        HttpRequest twice = request(SMALL)
                .header("x-api-key", "ana")
                .header("x-api-key", "ana")
                .build();
        assertThat(code(client.send(twice, HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("token-malformed");
        assertThat(at.bodies).hasSize(1);
    }

    @Test
    void aBodyLargerThanWhatIsReadWholeIsRefused() throws Exception {
        byte[] large = new byte[ModelRequest.BYTES_MAX + 1];
        HttpRequest chunked = HttpRequest.newBuilder(messages("claude"))
                .header("x-api-key", "ana")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(large)))
                .build();
        assertThat(code(client.send(chunked, HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("body-too-large");
        assertThat(at.bodies).isEmpty();
    }

    @Test
    void withoutTheProvidersKeyNothingGoes() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(messages("keyless"))
                .header("x-api-key", "ana")
                .POST(HttpRequest.BodyPublishers.ofString(SMALL))
                .build();
        assertThat(code(client.send(request, HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("model-key-missing");
    }

    @Test
    void aStopEndsAStreamAndItsUseIsRecorded() throws Exception {
        HttpRequest request = request(SMALL.replace("}", ",\"stream\":true}"))
                .header("x-api-key", "ana")
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(at.streaming.await(10, TimeUnit.SECONDS)).isTrue();
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Person(ActorId.person("ana")),
                Set.of(Layer.GATEWAY),
                ActorId.person("omar"),
                "test");
        at.ledger.write(order);
        at.calls.cut(order);
        assertThat(at.cut.await(10, TimeUnit.SECONDS)).isTrue();
        answer.body().close();
        assertThat(used().input()).isEqualTo(25);
        assertThat(at.endings.poll(10, TimeUnit.SECONDS)).isEqualTo(CallFact.Ending.STOPPED);
    }

    @Test
    void aStopOfAModelRefusesThatModelAndAFreezeRefusesNone() throws Exception {
        at.ledger.write(order("stop-1", "everything", true));
        assertThat(ask("x-api-key", "ana", SMALL).statusCode())
                .as("a model changes nothing")
                .isEqualTo(200);
        at.ledger.write(order("stop-2", "model:claude/large-1", false));
        assertThat(ask("x-api-key", "ana", SMALL).statusCode()).isEqualTo(200);
        at.ledger.write(order("stop-3", "model:claude/small-1", false));
        HttpResponse<String> refused = ask("x-api-key", "ana", SMALL);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("stop-3");
    }

    private static StopFact.Ordered order(String stop, String scope, boolean freeze) {
        return new StopFact.Ordered(
                new StopId(stop),
                Scope.parse(scope),
                Set.of(Layer.GATEWAY),
                ActorId.person("omar"),
                "test",
                freeze,
                Optional.empty(),
                Set.of());
    }

    private ModelFact.Used used() throws InterruptedException {
        return Objects.requireNonNull(at.used.poll(10, TimeUnit.SECONDS));
    }

    private HttpResponse<String> ask(String header, String credential, String body) throws Exception {
        return client.send(request(body).header(header, credential).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(messages("claude"))
                .header("OpenAI-Organization", "somebody-else")
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private URI messages(String api) {
        return at.gateway.uri().resolve("/" + api + "/v1/messages");
    }

    private static String code(HttpResponse<String> answer) {
        return answer.body().replaceAll("(?s).*\"code\":\"([a-z-]+)\".*", "$1");
    }
}
