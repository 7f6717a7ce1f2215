package io.levee.adapters.payments;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Switch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Cards and cardholders of Stripe Issuing: an inactive one gets every authorization declined. What
/// was approved and not yet captured or reversed stays with Stripe; it counts as live where that
/// was after the order.
///
/// [Cards](https://docs.stripe.com/api/issuing/cards/update),
/// [cardholders](https://docs.stripe.com/api/issuing/cardholders/update),
/// [authorizations](https://docs.stripe.com/api/issuing/authorizations/object),
/// [idempotency](https://docs.stripe.com/api/idempotent_requests).
final class StripeAccounts implements Switch {
    /// Answers keep the form of this version, whatever the account's default becomes.
    static final String VERSION = "2025-09-30.clover";

    static final String MARK = "levee_stop";
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 5;

    private final Rest rest;
    private final String key;
    private final Supplier<String> attempts;

    /// @param attempts an id for each try: Stripe answers the same idempotency key with the first
    ///                 answer for a day, also where that was an error or the card is active again,
    ///                 so a stop that is tried again needs another
    StripeAccounts(Rest rest, String key, Supplier<String> attempts) {
        this.rest = rest;
        this.key = key;
        this.attempts = attempts;
    }

    static void check(String id) {
        kind(id);
    }

    private enum Kind {
        CARD("card", "/v1/issuing/cards/"),
        CARDHOLDER("cardholder", "/v1/issuing/cardholders/");

        private final String word;
        private final String path;

        Kind(String word, String path) {
            this.word = word;
            this.path = path;
        }
    }

    private static Kind kind(String id) {
        if (id.matches("ic_[A-Za-z0-9_]+")) {
            return Kind.CARD;
        }
        if (id.matches("ich_[A-Za-z0-9_]+")) {
            return Kind.CARDHOLDER;
        }
        throw new IllegalArgumentException("`%s` is neither a card `ic_…` nor a cardholder `ich_…`".formatted(id));
    }

    @Override
    public Position look(String id, Instant since) {
        JsonNode account = account(id);
        return new Position(!active(account), ours(account), approvedSince(id, since));
    }

    @Override
    public Turn off(String id, String mark) {
        boolean active = active(account(id));
        boolean marked = false;
        if (active) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("status", "inactive");
            fields.put("metadata[%s]".formatted(MARK), mark);
            marked = ours(answered(id, setting(id, fields, mark).mayRepeat()));
        }
        return new Turn(active, marked, declineWaiting(id, mark));
    }

    @Override
    public void on(String id) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("status", "active");
        fields.put("metadata[%s]".formatted(MARK), ""); // an empty value takes the key away
        answered(id, setting(id, fields, "resume"));
    }

    private JsonNode account(String id) {
        return answered(id, Ask.get(kind(id).path + Ask.step(id)));
    }

    private Ask setting(String id, Map<String, String> fields, String why) {
        return Ask.form(kind(id).path + Ask.step(id), fields)
                .with("Idempotency-Key", "%s-%s-%s".formatted(why, id, attempts.get()));
    }

    private JsonNode answered(String id, Ask ask) {
        JsonNode account = ask(ask).orThrow().json();
        if (!account.path("id").asString("").equals(id)) {
            throw new IllegalStateException("stripe answered with another than `%s`".formatted(id));
        }
        return account;
    }

    private static boolean active(JsonNode account) {
        return switch (account.path("status").asString("")) {
            case "active" -> true;
            case "inactive", "canceled", "blocked" -> false;
            default -> throw new IllegalStateException("stripe says a status that nobody knows");
        };
    }

    private static boolean ours(JsonNode account) {
        return !account.path("metadata").path(MARK).asString("").isEmpty();
    }

    /// Where Stripe still waits for an answer, no is one. Too late is 400, and then the card's own
    /// status decides.
    private int declineWaiting(String id, String mark) {
        int declined = 0;
        for (JsonNode waiting : pending(id).values()) {
            if (waiting.path("pending_request").isObject()) {
                String authorization = waiting.path("id").asString("");
                Answer answer = ask(Ask.post("/v1/issuing/authorizations/%s/decline".formatted(Ask.step(authorization)))
                        .with("Idempotency-Key", "%s-%s".formatted(mark, authorization))
                        .mayRepeat());
                if (answer.status() != 400) {
                    answer.orThrow();
                    declined++;
                }
            }
        }
        return declined;
    }

    /// Stripe counts whole seconds: what it approved in the second of the order may have been
    /// before it.
    private int approvedSince(String id, Instant since) {
        int approved = 0;
        for (JsonNode pending : pending(id).values()) {
            boolean first = approvedSince(pending, since);
            boolean more = pending.path("request_history").values().stream()
                    .anyMatch(request -> approvedSince(request, since));
            approved += first || more ? 1 : 0;
        }
        return approved;
    }

    private static boolean approvedSince(JsonNode request, Instant since) {
        return request.path("approved").asBoolean(false)
                && request.path("created").asLong(Long.MAX_VALUE) > since.getEpochSecond();
    }

    /// Newest first, as Stripe lists them.
    private Map<String, JsonNode> pending(String id) {
        Map<String, JsonNode> pending = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>();
        query.put(kind(id).word, id);
        query.put("status", "pending");
        query.put("limit", Integer.toString(PAGE));
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode list =
                    ask(Ask.get("/v1/issuing/authorizations", query)).orThrow().json();
            if (!list.path("data").isArray()) {
                throw new IllegalStateException("stripe answered with no list");
            }
            String last = "";
            for (JsonNode authorization : list.path("data").values()) {
                last = authorization.path("id").asString("");
                pending.put(last, authorization);
            }
            if (!list.path("has_more").asBoolean(false) || last.isEmpty()) {
                return pending;
            }
            query.put("starting_after", last);
        }
        throw new IllegalStateException("`%s` has more than %d pending authorizations".formatted(id, PAGE * PAGES_MAX));
    }

    private Answer ask(Ask ask) {
        return rest.ask(ask.bearer(key).with("Stripe-Version", VERSION));
    }
}
