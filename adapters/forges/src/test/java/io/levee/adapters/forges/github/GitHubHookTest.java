package io.levee.adapters.forges.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levee.adapters.forges.Deliveries;
import io.levee.adapters.forges.HookAnswer;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Signatures;
import io.levee.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitHubHookTest {
    private static final String SECRET = "It's a Secret to Everybody";

    private final FakeClock clock = FakeClock.start();
    private final GitHubHook hook = new GitHubHook(SECRET, new Deliveries(clock));

    private static String pull(String action) {
        return "{\"action\":\"%s\",\"number\":7,\"repository\":{\"full_name\":\"acme/shop\"},\"pull_request\":{\"base\":{\"sha\":\"evil\"}}}"
                .formatted(action);
    }

    private static Map<String, String> headers(String event, String delivery, String body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", delivery);
        headers.put(
                "X-Hub-Signature-256",
                "sha256=" + HexFormat.of().formatHex(Signatures.hmac(Signatures.utf8(SECRET), Signatures.utf8(body))));
        return headers;
    }

    private HookAnswer send(Map<String, String> headers, String body) {
        return hook.answer(name -> headers.getOrDefault(name, ""), body.getBytes(StandardCharsets.UTF_8));
    }

    private HookAnswer send(String event, String delivery, String body) {
        return send(headers(event, delivery, body), body);
    }

    /// The example of GitHub's documentation.
    @Test
    void signsAsGitHubDoes() {
        assertThat(HexFormat.of().formatHex(Signatures.hmac(Signatures.utf8(SECRET), Signatures.utf8("Hello, World!"))))
                .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "synchronize", "reopened", "ready_for_review"})
    void listensToWhatChangesAPullRequest(String action) {
        assertThat(send("pull_request", "1", pull(action)))
                .isEqualTo(new HookAnswer.Accepted(new PullRequest.Ref("acme/shop", 7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "labeled", "edited", ""})
    void ignoresWhatDoesNot(String action) {
        assertThat(send("pull_request", "1", pull(action))).isInstanceOf(HookAnswer.Ignored.class);
        assertThat(send("issue_comment", "2", pull("created"))).isInstanceOf(HookAnswer.Ignored.class);
    }

    @Test
    void tellsWhichBranchMoved() {
        String body = "{\"ref\":\"refs/heads/release/1\",\"repository\":{\"full_name\":\"acme/shop\"}}";
        assertThat(send("push", "1", body)).isEqualTo(new HookAnswer.Pushed("acme/shop", "release/1"));
        assertThat(send("push", "2", body.replace("heads/release/1", "tags/v1")))
                .isInstanceOf(HookAnswer.Ignored.class);
    }

    @Test
    void refusesWhatIsNotSignedByUs() {
        String body = pull("opened");
        Map<String, String> headers = headers("pull_request", "1", body);
        assertThat(send(headers, body.replace('7', '8'))).isInstanceOf(HookAnswer.Refused.class);
        String right = headers.getOrDefault("X-Hub-Signature-256", "");
        for (String wrong :
                new String[] {"", "sha256=", "sha256=zz", right.toUpperCase(Locale.ROOT), right + "0", "sha1=" + right
                }) {
            headers.put("X-Hub-Signature-256", wrong);
            assertThat(send(headers, body)).as(wrong).isInstanceOf(HookAnswer.Refused.class);
        }
        headers.put("X-Hub-Signature-256", right);
        assertThat(send(headers, body)).isInstanceOf(HookAnswer.Accepted.class);
    }

    @Test
    void ignoresWhatCameBeforeByIdOrByBody() {
        assertThat(send("pull_request", "1", pull("opened"))).isInstanceOf(HookAnswer.Accepted.class);
        assertThat(send("pull_request", "1", pull("reopened"))).isInstanceOf(HookAnswer.Ignored.class);
        assertThat(send("pull_request", "other", pull("opened"))).isInstanceOf(HookAnswer.Ignored.class);
        clock.advance(Duration.ofHours(25));
        assertThat(send("pull_request", "1", pull("opened"))).isInstanceOf(HookAnswer.Accepted.class);
    }

    @Test
    void believesNoNameThatLeadsElsewhere() {
        for (String name :
                new String[] {"", "acme", "acme/shop/../x", "../x", "acme/..", "a/b?c", "a/b c", "acme/shop/deep"}) {
            String body = pull("opened").replace("acme/shop", name);
            assertThat(send("pull_request", name, body)).as(name).isInstanceOf(HookAnswer.Refused.class);
        }
    }

    @Test
    void throwsForNoBody() {
        Random random = new Random(3);
        String whole = pull("opened");
        for (int i = 0; i < 2_000; i++) {
            StringBuilder body = new StringBuilder(whole.substring(0, random.nextInt(whole.length() + 1)));
            for (int j = random.nextInt(4); j > 0; j--) {
                body.insert(random.nextInt(body.length() + 1), (char) random.nextInt(300));
            }
            assertThat(send(random.nextBoolean() ? "push" : "pull_request", "d" + i, body.toString()))
                    .as("seed 3, %d: %s", i, body)
                    .isNotNull();
        }
        assertThat(send("push", "deep", "[".repeat(100_000))).isInstanceOf(HookAnswer.Refused.class);
    }

    @Test
    void wantsASecret() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GitHubHook(" ", new Deliveries(clock)));
    }
}
