package io.levee.adapters.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.Payload;
import io.levee.consent.approval.Shown;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `small-1` is held, of both providers. The prompt that a person saw is what the provider gets, once.
class HeldModelTest {
    private static final Chain OMAR = Chain.of(ActorId.person("omar"));
    private static final String BODY = """
            {"model":"small-1", "messages":[{"role":"user","content":"late\\n\u202e"}]}""";

    private final ModelGateway at = new ModelGateway();
    private final HttpClient client = HttpClient.newHttpClient();

    HeldModelTest() throws IOException {}

    @BeforeEach
    void hold() {
        at.held.add(AssetId.parse("model:claude/small-1"));
        at.held.add(AssetId.parse("model:gpt/small-1"));
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        at.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/claude/v1/messages,x-api-key,ana,anthropic-version",
        "/gpt/v1/chat/completions,Authorization,Bearer ana,x-y"
    })
    void itIsShownWholeAndGoesOnOnceAsItWasShown(String path, String header, String credential, String other)
            throws Exception {
        HttpResponse<String> first = ask(path, BODY, header, credential, other, "1", "X-Stainless-Retry-Count", "0");
        assertThat(first.statusCode()).isEqualTo(409);
        assertThat(first.body()).contains("approval-required");
        assertThat(first.headers().firstValue("Retry-After")).contains("5");
        assertThat(at.bodies).isEmpty();
        Payload shown = only().payload().orElseThrow();
        assertThat(path).isEqualTo("/" + shown.api() + shown.target());
        assertThat(Shown.lines(shown.body())).containsExactly(BODY.replace("\u202e", "‹U+202E›"));
        assertThat(shown.headers())
                .contains(new Payload.Header(other, "1"))
                .extracting(Payload.Header::name)
                .as("neither what an agent proves itself with nor what says how often it tried")
                .doesNotContain("x-api-key", "authorization", "openai-organization", "x-stainless-retry-count");
        assertThat(shown.headers().toString()).doesNotContain("ana");
        give(only());

        assertThat(ask(path, BODY, header, credential, other, "1", "X-Stainless-Retry-Count", "1")
                        .statusCode())
                .isEqualTo(200);

        assertThat(at.bodies).containsExactly(BODY);
        assertThat(at.headers.getFirst().toString())
                .contains("provider-key")
                .doesNotContainIgnoringCase("stainless")
                .doesNotContain("somebody-else");
        assertThat(ask(path, BODY, header, credential, other, "1").body()).contains("approval-required");
        assertThat(at.bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"late ", "Late", "la\\u0074e"})
    void anotherPromptIsAnotherCall(String prompt) throws Exception {
        messages("late", "x-api-key", "ana");
        give(only());
        assertThat(messages(prompt, "x-api-key", "ana").body()).contains("approval-required");
        assertThat(messages("late", "x-api-key", "ana", "anthropic-beta", "web").body())
                .contains("approval-required");
        assertThat(at.bodies).isEmpty();
        assertThat(messages("late", "x-api-key", "ana").statusCode()).isEqualTo(200);
        assertThat(at.bodies).containsExactly(body("late"));
    }

    @Test
    void aNoIsANo() throws Exception {
        messages("late", "x-api-key", "ana");
        at.people.refuse(OMAR, only().id(), only().digest(), "names a customer");
        assertThat(messages("late", "x-api-key", "ana").body()).contains("approval-refused");
        assertThat(at.bodies).isEmpty();
    }

    @Test
    void nobodyIsAskedToReadMoreThan64KiB() throws Exception {
        HttpResponse<String> large = messages("x".repeat(64 * 1024), "x-api-key", "ana");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("too-large-to-approve");
        assertThat(at.people.list(OMAR)).isEmpty();
    }

    @Test
    void aModelThatIsNotHeldIsAskedAsBefore() throws Exception {
        at.held.clear();
        assertThat(messages("x".repeat(64 * 1024), "x-api-key", "ana", "X-Stainless-Retry-Count", "0")
                        .statusCode())
                .isEqualTo(200);
        assertThat(at.headers.getFirst().toString()).containsIgnoringCase("stainless");
    }

    private Approval only() {
        List<Approval> waiting = at.people.list(OMAR);
        assertThat(waiting).hasSize(1);
        return waiting.getFirst();
    }

    private void give(Approval approval) {
        assertThat(at.people.give(OMAR, approval.id(), approval.digest(), "agreed"))
                .isInstanceOf(Approvals.Answer.Done.class);
    }

    private static String body(String prompt) {
        return "{\"model\":\"small-1\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(prompt);
    }

    private HttpResponse<String> messages(String prompt, String... headers) throws Exception {
        return ask("/claude/v1/messages", body(prompt), headers);
    }

    private HttpResponse<String> ask(String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at.gateway.uri().resolve(path))
                .header("Content-Type", "application/json")
                .header("OpenAI-Organization", "somebody-else")
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
