package io.levee.adapters.forges.github;

import io.levee.adapters.forges.Deliveries;
import io.levee.adapters.forges.HookAnswer;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Signatures;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Webhooks of GitHub: signed by `X-Hub-Signature-256` over every byte of the body. The signature
/// covers no header, so that a delivery is known again by its id and by its signature. Thread-safe.
public final class GitHubHook {
    /// GitHub sends no more than 25 MB.
    public static final int BODY_BYTES_MAX = 25 * 1024 * 1024;

    private static final Set<String> LOOKED_AT = Set.of("opened", "synchronize", "reopened", "ready_for_review");
    private static final String BRANCH = "refs/heads/";
    private static final JsonMapper JSON = new JsonMapper();

    private final byte[] secret;
    private final Deliveries deliveries;

    /// @throws IllegalArgumentException for an empty secret, with which anybody could sign
    public GitHubHook(String secret, Deliveries deliveries) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the secret of a webhook is empty: set one at GitHub");
        }
        this.secret = Signatures.utf8(secret);
        this.deliveries = deliveries;
    }

    /// Never throws for what was sent.
    ///
    /// @param header the value of a header; empty where there is none
    /// @param body   as it came, every byte
    public HookAnswer answer(UnaryOperator<String> header, byte[] body) {
        if (body.length > BODY_BYTES_MAX) {
            return new HookAnswer.Refused("the body is larger than GitHub sends");
        }
        String signature = header.apply("X-Hub-Signature-256");
        String right = "sha256=" + HexFormat.of().formatHex(Signatures.hmac(secret, body));
        if (!Signatures.same(Signatures.utf8(signature), Signatures.utf8(right))) {
            return new HookAnswer.Refused("the signature is not that of our secret");
        }
        String event = header.apply("X-GitHub-Event");
        if (!Set.of("pull_request", "push").contains(event)) {
            return new HookAnswer.Ignored("events of this kind are not listened to");
        }
        boolean newId = deliveries.isNew("github id " + header.apply("X-GitHub-Delivery"));
        boolean newBody = deliveries.isNew("github " + event + " " + right);
        return newId && newBody ? read(event, body) : new HookAnswer.Ignored("it came before");
    }

    private static HookAnswer read(String event, byte[] body) {
        try {
            JsonNode told = JSON.readTree(body);
            return event.equals("push") ? pushed(told) : opened(told);
        } catch (JacksonException _) {
            return new HookAnswer.Refused("the body is no JSON: set the content type `application/json`");
        }
    }

    private static HookAnswer opened(JsonNode told) {
        String repository = told.path("repository").path("full_name").asString("");
        long number = told.path("number").asLong(0);
        if (!LOOKED_AT.contains(told.path("action").asString(""))) {
            return new HookAnswer.Ignored("nothing to review changed");
        }
        return isRepository(repository) && number > 0
                ? new HookAnswer.Accepted(new PullRequest.Ref(repository, number))
                : new HookAnswer.Refused("it names no pull request");
    }

    private static HookAnswer pushed(JsonNode told) {
        String repository = told.path("repository").path("full_name").asString("");
        String ref = told.path("ref").asString("");
        if (!ref.startsWith(BRANCH)) {
            return new HookAnswer.Ignored("no branch moved");
        }
        return isRepository(repository)
                ? new HookAnswer.Pushed(repository, ref.substring(BRANCH.length()))
                : new HookAnswer.Refused("it names no repository");
    }

    static boolean isRepository(String name) {
        return PullRequest.Ref.isRepository(name)
                && name.chars().filter(c -> c == '/').count() == 1;
    }
}
