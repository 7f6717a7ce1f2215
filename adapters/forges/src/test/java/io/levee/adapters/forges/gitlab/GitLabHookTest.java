package io.levee.adapters.forges.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levee.adapters.forges.Deliveries;
import io.levee.adapters.forges.HookAnswer;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Signatures;
import io.levee.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GitLabHookTest {
    private static final byte[] KEY = Signatures.sha256(Signatures.utf8("key"));
    private static final String SIGNING = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    private static final String OPEN =
            "{\"object_attributes\":{\"iid\":7,\"action\":\"open\",\"target_project_id\":42}}";

    private final FakeClock clock = FakeClock.start();
    private final GitLabHook plain = new GitLabHook("s3cret", new Deliveries(clock), clock);
    private final GitLabHook signed = new GitLabHook(SIGNING, new Deliveries(clock), clock);

    private static Map<String, String> headers(String key) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Gitlab-Event", "Merge Request Hook");
        headers.put("X-Gitlab-Token", "s3cret");
        headers.put("Idempotency-Key", key);
        return headers;
    }

    private Map<String, String> signed(String id, String body) {
        String time = Long.toString(clock.instant().getEpochSecond());
        byte[] mac = Signatures.hmac(KEY, Signatures.utf8(id + "." + time + "." + body));
        Map<String, String> headers = headers(id);
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put("webhook-signature", "v1,AAAA v1," + Base64.getEncoder().encodeToString(mac));
        return headers;
    }

    private static HookAnswer send(GitLabHook hook, Map<String, String> headers, String body) {
        return hook.answer(name -> headers.getOrDefault(name, ""), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listensToWhatChangesAMergeRequest() {
        HookAnswer accepted = new HookAnswer.Accepted(new PullRequest.Ref("42", 7));
        assertThat(send(plain, headers("1"), OPEN)).isEqualTo(accepted);
        assertThat(send(plain, headers("2"), OPEN.replace("open", "reopen"))).isEqualTo(accepted);
        String update = OPEN.replace("\"open\"", "\"update\"");
        assertThat(send(plain, headers("3"), update)).isInstanceOf(HookAnswer.Ignored.class);
        assertThat(send(plain, headers("4"), update.replace("\"iid\"", "\"oldrev\":\"abc\",\"iid\"")))
                .isEqualTo(accepted);
        assertThat(send(
                        plain,
                        headers("5"),
                        update.replaceFirst("\\{", "{\"changes\":{\"draft\":{\"previous\":true,\"current\":false}},")))
                .isEqualTo(accepted);
        assertThat(send(plain, headers("6"), OPEN.replace("\"open\"", "\"close\"")))
                .isInstanceOf(HookAnswer.Ignored.class);
    }

    @Test
    void refusesAnotherToken() {
        Map<String, String> headers = headers("1");
        headers.put("X-Gitlab-Token", "s3cre");
        assertThat(send(plain, headers, OPEN)).isInstanceOf(HookAnswer.Refused.class);
        headers.remove("X-Gitlab-Token");
        assertThat(send(plain, headers, OPEN)).isInstanceOf(HookAnswer.Refused.class);
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        assertThat(send(signed, signed("1", OPEN), OPEN)).isInstanceOf(HookAnswer.Accepted.class);
    }

    @Test
    void whereItIsSignedTheTokenAloneIsNotBelieved() {
        Map<String, String> headers = headers("1");
        headers.put("X-Gitlab-Token", SIGNING);
        assertThat(send(signed, headers, OPEN)).isInstanceOf(HookAnswer.Refused.class);
        Map<String, String> other = signed("1", OPEN);
        other.put("webhook-id", "2");
        assertThat(send(signed, other, OPEN)).isInstanceOf(HookAnswer.Refused.class);
        assertThat(send(signed, signed("1", OPEN), OPEN + " ")).isInstanceOf(HookAnswer.Refused.class);
    }

    @Test
    void anOldSignatureIsNoSignature() {
        Map<String, String> headers = signed("1", OPEN);
        clock.advance(Duration.ofMinutes(6));
        assertThat(send(signed, headers, OPEN)).isInstanceOf(HookAnswer.Refused.class);
    }

    @Test
    void ignoresWhatCameBefore() {
        send(plain, headers("1"), OPEN);
        assertThat(send(plain, headers("1"), OPEN)).isInstanceOf(HookAnswer.Ignored.class);
        Map<String, String> unnamed = headers("");
        unnamed.put("X-Gitlab-Event-UUID", "one cause");
        assertThat(send(plain, unnamed, OPEN)).isInstanceOf(HookAnswer.Accepted.class);
        assertThat(send(plain, unnamed, OPEN)).isInstanceOf(HookAnswer.Ignored.class);
        assertThat(send(plain, unnamed, OPEN.replace('7', '8'))).isInstanceOf(HookAnswer.Accepted.class);
    }

    @Test
    void tellsWhichBranchMovedAndThrowsForNoBody() {
        Map<String, String> headers = headers("1");
        headers.put("X-Gitlab-Event", "Push Hook");
        assertThat(send(plain, headers, "{\"ref\":\"refs/heads/main\",\"project_id\":42}"))
                .isEqualTo(new HookAnswer.Pushed("42", "main"));
        for (String body : new String[] {"", "{", "[]", "null", "{\"object_attributes\":[1]}", "\u0000"}) {
            headers.put("Idempotency-Key", body + "x");
            assertThat(send(plain, headers, body)).isNotNull();
        }
    }

    @Test
    void wantsASecretThatCanBeOne() {
        for (String secret : new String[] {"", "whsec_", "whsec_%%"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new GitLabHook(secret, new Deliveries(clock), clock));
        }
    }
}
