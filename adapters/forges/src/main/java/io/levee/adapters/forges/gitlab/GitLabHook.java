package io.levee.adapters.forges.gitlab;

import io.levee.adapters.forges.Deliveries;
import io.levee.adapters.forges.HookAnswer;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Webhooks of GitLab. With a signing token (`whsec_…`) each is signed as Standard Webhooks says:
/// HMAC-SHA256 over `webhook-id.webhook-timestamp.body`, and one that is not is refused, whatever
/// else it shows. Without, `X-Gitlab-Token` is the secret itself, and who has seen one delivery can
/// make others: they still cost only a look. Thread-safe.
public final class GitLabHook {
    /// GitLab sends no more than 25 MB.
    public static final int BODY_BYTES_MAX = 25 * 1024 * 1024;
    /// Of Standard Webhooks.
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SIGNING = "whsec_";
    private static final int SIGNATURES_MAX = 8;
    private static final String BRANCH = "refs/heads/";
    private static final JsonMapper JSON = new JsonMapper();

    private final byte[] key;
    private final boolean signed;
    private final Deliveries deliveries;
    private final InstantSource clock;

    /// @param secret a signing token, where it begins with `whsec_`; else a secret token
    /// @throws IllegalArgumentException for an empty one, and for a signing token that is no Base64
    public GitLabHook(String secret, Deliveries deliveries, InstantSource clock) {
        if (secret.isBlank() || secret.equals(SIGNING)) {
            throw new IllegalArgumentException("the secret of a webhook is empty: set one at GitLab");
        }
        this.signed = secret.startsWith(SIGNING);
        this.key = signed ? decoded(secret.substring(SIGNING.length())) : Signatures.utf8(secret);
        this.deliveries = deliveries;
        this.clock = clock;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) { // its message would repeat a part
            throw new IllegalArgumentException("the signing token is no Base64: copy it from GitLab whole");
        }
    }

    /// Never throws for what was sent.
    ///
    /// @param header the value of a header; empty where there is none
    /// @param body   as it came, every byte
    public HookAnswer answer(UnaryOperator<String> header, byte[] body) {
        if (body.length > BODY_BYTES_MAX) {
            return new HookAnswer.Refused("the body is larger than GitLab sends");
        }
        if (!(signed ? isSigned(header, body) : isKnown(header))) {
            return new HookAnswer.Refused(
                    signed ? "the signature is not that of our token, or is old" : "the token is not ours");
        }
        String event = header.apply("X-Gitlab-Event");
        if (!Set.of("Merge Request Hook", "Push Hook").contains(event)) {
            return new HookAnswer.Ignored("events of this kind are not listened to");
        }
        if (!deliveries.isNew("gitlab " + name(header, body))) {
            return new HookAnswer.Ignored("it came before");
        }
        try {
            JsonNode told = JSON.readTree(body);
            return event.equals("Push Hook") ? pushed(told) : opened(told);
        } catch (JacksonException _) {
            return new HookAnswer.Refused("the body is no JSON");
        }
    }

    private boolean isKnown(UnaryOperator<String> header) {
        return Signatures.same(Signatures.utf8(header.apply("X-Gitlab-Token")), key);
    }

    private boolean isSigned(UnaryOperator<String> header, byte[] body) {
        String sent = header.apply("webhook-timestamp");
        if (!sent.matches("[0-9]{1,11}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(sent)), clock.instant())
                .abs();
        byte[] head = Signatures.utf8("%s.%s.".formatted(header.apply("webhook-id"), sent));
        byte[] right = Signatures.utf8("v1," + Base64.getEncoder().encodeToString(Signatures.hmac(key, head, body)));
        boolean one = false;
        for (String signature : header.apply("webhook-signature").split(" ", SIGNATURES_MAX)) {
            one |= Signatures.same(Signatures.utf8(signature), right);
        }
        return one && age.compareTo(TOLERANCE) <= 0;
    }

    /// `webhook-id` is signed, and the same as `Idempotency-Key`. Before these two there was only
    /// `X-Gitlab-Event-UUID`, which several events of one cause share.
    private String name(UnaryOperator<String> header, byte[] body) {
        if (signed) {
            return header.apply("webhook-id");
        }
        String key = header.apply("Idempotency-Key");
        return key.isEmpty()
                ? header.apply("X-Gitlab-Event-UUID") + HexFormat.of().formatHex(Signatures.sha256(body))
                : key;
    }

    private static HookAnswer opened(JsonNode told) {
        JsonNode request = told.path("object_attributes");
        boolean ready = told.path("changes").path("draft").path("previous").asBoolean(false)
                && !told.path("changes").path("draft").path("current").asBoolean(true);
        boolean looked = switch (request.path("action").asString("")) {
            case "open", "reopen" -> true;
            case "update" -> ready || !request.path("oldrev").asString("").isEmpty();
            default -> false;
        };
        if (!looked) {
            return new HookAnswer.Ignored("nothing to review changed");
        }
        long project = request.path("target_project_id")
                .asLong(told.path("project").path("id").asLong(0));
        long number = request.path("iid").asLong(0);
        return project > 0 && number > 0
                ? new HookAnswer.Accepted(new PullRequest.Ref(Long.toString(project), number))
                : new HookAnswer.Refused("it names no merge request");
    }

    private static HookAnswer pushed(JsonNode told) {
        String ref = told.path("ref").asString("");
        long project =
                told.path("project").path("id").asLong(told.path("project_id").asLong(0));
        if (!ref.startsWith(BRANCH)) {
            return new HookAnswer.Ignored("no branch moved");
        }
        return project > 0
                ? new HookAnswer.Pushed(Long.toString(project), ref.substring(BRANCH.length()))
                : new HookAnswer.Refused("it names no project");
    }
}
