package io.levee.adapters.payments;

import io.levee.adapters.payments.AgentCards.Standing;
import io.levee.rooms.stop.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers Stripe, which asks about a payment before it approves it and waits two seconds. Nothing
/// is asked of anybody here. Yes only where Stripe signed the question just now, asked it once, and
/// the card is an agent's that no order covers; no everywhere else, also to whoever is not Stripe
/// (I7): a wrong secret must not leave the answer to Stripe's own default. A route hands it headers
/// and body and sends back what it returns. Thread-safe.
///
/// [Real-time authorizations](https://docs.stripe.com/issuing/controls/real-time-authorizations).
public final class AuthorisationWebhook {
    public static final int BODY_BYTES_MAX = 256 * 1024;
    static final int SEEN_MAX = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Secrets secrets;
    private final String secret;
    private final AgentCards cards;
    private final InstantSource clock;
    /// Events that were asked about, and until when they could come again; guarded by itself.
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /// @param secret the name of the endpoint's signing secret (`whsec_…`)
    public AuthorisationWebhook(Secrets secrets, String secret, AgentCards cards, InstantSource clock) {
        this.secrets = secrets;
        this.secret = secret;
        this.cards = cards;
        this.clock = clock;
    }

    /// Why it was answered so; for numbers and logs.
    public enum Reason {
        FREE(true),
        STOPPED(false),
        UNKNOWN_CARD(false),
        /// Another event; nothing hangs on the answer.
        NO_QUESTION(false),
        UNSIGNED(false),
        UNTIMELY(false),
        REPEATED(false),
        MALFORMED(false);

        private final boolean approves;

        Reason(boolean approves) {
            this.approves = approves;
        }
    }

    /// What the route sends back, always with status 200: Stripe reads no decision from another.
    public record Response(Reason reason) {
        public int status() {
            return 200;
        }

        public Map<String, String> headers() {
            return Map.of("Content-Type", "application/json", "Stripe-Version", StripeAccounts.VERSION);
        }

        public String body() {
            return "{\"approved\":%s}".formatted(reason.approves);
        }
    }

    /// @param signature the header `Stripe-Signature`; empty where there was none
    /// @param body      as it came, every byte
    public Response answer(String signature, byte[] body) {
        return new Response(reason(signature, body));
    }

    private Reason reason(String header, byte[] body) {
        Optional<StripeSignature> signature = StripeSignature.parse(header);
        if (body.length > BODY_BYTES_MAX || signature.isEmpty() || !signed(signature.get(), body)) {
            return Reason.UNSIGNED;
        }
        Instant now = clock.instant();
        if (!signature.get().timely(now)) {
            return Reason.UNTIMELY;
        }
        try {
            return reason(JSON.readTree(new String(body, StandardCharsets.UTF_8)), now);
        } catch (JacksonException _) {
            return Reason.MALFORMED;
        }
    }

    private boolean signed(StripeSignature signature, byte[] body) {
        try {
            return signature.of(body, secrets.secret(secret));
        } catch (RuntimeException _) { // no secret is no signature
            return false;
        }
    }

    private Reason reason(JsonNode event, Instant now) {
        if (!event.path("type").asString("").equals("issuing_authorization.request")) {
            return Reason.NO_QUESTION;
        }
        JsonNode authorization = event.path("data").path("object");
        JsonNode card = authorization.path("card");
        String id = event.path("id").asString("");
        Set<String> ids = Stream.of(id(card), id(authorization.path("cardholder")), id(card.path("cardholder")))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toSet());
        if (id.isEmpty() || id(card).isEmpty()) {
            return Reason.MALFORMED;
        }
        if (!first(id, now)) {
            return Reason.REPEATED;
        }
        return standing(ids);
    }

    /// An object, or only its id.
    private static String id(JsonNode node) {
        return node.isString() ? node.asString() : node.path("id").asString("");
    }

    private Reason standing(Set<String> ids) {
        try {
            Standing standing = cards.standing(ids);
            return switch (standing) {
                case FREE -> Reason.FREE;
                case STOPPED -> Reason.STOPPED;
                case UNKNOWN -> Reason.UNKNOWN_CARD;
            };
        } catch (RuntimeException _) { // whoever cannot say has not said yes
            return Reason.UNKNOWN_CARD;
        }
    }

    /// Where too many are remembered, nothing is first: then no is the answer until the oldest are
    /// forgotten.
    private boolean first(String event, Instant now) {
        synchronized (seen) {
            Iterator<Instant> oldest = seen.values().iterator();
            while (oldest.hasNext() && oldest.next().isBefore(now)) {
                oldest.remove();
            }
            if (seen.size() >= SEEN_MAX) {
                return false;
            }
            return seen.putIfAbsent(event, now.plus(StripeSignature.TOLERANCE.multipliedBy(2))) == null;
        }
    }
}
