package io.levee.adapters.payments;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Stripe Issuing as its reference describes it, as far as stopping needs it: cards, cardholders,
/// authorizations, lists in pages, and idempotency keys that repeat the first answer, whatever
/// happened since.
final class StripeDouble extends HttpDouble {
    static final String KEY = "rk_test_1";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<Authorization> authorizations = new ArrayList<>();
    private final Map<String, HttpAnswer> answered = new HashMap<>();
    private String key = KEY;
    private boolean lies;
    private boolean tooLate;
    private int failsAtWrite;

    private static final class Account {
        private String status = "active";
        private final Map<String, String> metadata = new LinkedHashMap<>();
    }

    private record Authorization(
            String id, String card, long created, boolean approved, boolean waits, List<Long> approvedMore) {}

    synchronized StripeDouble has(String id) {
        accounts.put(id, new Account());
        return this;
    }

    synchronized void becomes(String id, String status) {
        account(id).status = status;
    }

    synchronized String status(String id) {
        return account(id).status;
    }

    synchronized Map<String, String> metadata(String id) {
        return Map.copyOf(account(id).metadata);
    }

    /// Somebody stands at a till, and Stripe waits for an answer.
    synchronized void waits(String id, String card) {
        authorizations.add(new Authorization(id, card, 0, false, true, List.of()));
    }

    synchronized void approved(String id, String card, long created) {
        authorizations.add(new Authorization(id, card, created, true, false, List.of()));
    }

    /// Approved long ago, and for more money then.
    synchronized void approvedMore(String id, String card, long more) {
        authorizations.add(new Authorization(id, card, 0, true, false, List.of(more)));
    }

    synchronized List<String> waiting() {
        return authorizations.stream()
                .filter(Authorization::waits)
                .map(Authorization::id)
                .toList();
    }

    /// Says that it did what it did not do.
    synchronized void lies() {
        lies = true;
    }

    /// Nothing can be declined any more.
    synchronized void answersTooLate() {
        tooLate = true;
    }

    synchronized void failsAtWrites(int times) {
        failsAtWrite = times;
    }

    synchronized void rotates(String to) {
        key = to;
    }

    private Account account(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException(id);
        }
        return account;
    }

    @Override
    protected synchronized HttpAnswer answer(HttpAsked request) {
        if (!request.header("Authorization").equals("Bearer " + key)) {
            return error(401);
        }
        if (!request.header("Stripe-Version").equals(StripeAccounts.VERSION)) {
            return error(400);
        }
        String once = request.header("Idempotency-Key");
        if (request.method().equals("POST") && !once.isEmpty()) {
            HttpAnswer before = answered.get(once);
            if (before != null) {
                return before;
            }
            HttpAnswer now = failsAtWrite-- > 0 ? error(500) : routed(request);
            answered.put(once, now);
            return now;
        }
        return routed(request);
    }

    private HttpAnswer routed(HttpAsked request) {
        List<String> steps = request.steps();
        if (steps.size() < 3 || !steps.subList(0, 2).equals(List.of("v1", "issuing"))) {
            return error(404);
        }
        boolean write = request.method().equals("POST");
        return switch (steps.get(2)) {
            case "cards", "cardholders" -> {
                boolean there = steps.size() == 4 && accounts.containsKey(steps.get(3));
                yield there ? account(steps.get(3), write ? request.form() : Map.of()) : error(404);
            }
            case "authorizations" -> write ? decline(steps) : list(request.query());
            default -> error(404);
        };
    }

    private HttpAnswer account(String id, Map<String, String> fields) {
        Account account = account(id);
        if (account.status.equals("canceled") && !fields.isEmpty()) {
            return error(400);
        }
        String status = fields.getOrDefault("status", account.status);
        Map<String, String> metadata = new LinkedHashMap<>(account.metadata);
        fields.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring(9, name.length() - 1), value);
            }
        });
        metadata.values().removeIf(String::isEmpty);
        if (!lies) {
            account.status = status;
            account.metadata.clear();
            account.metadata.putAll(metadata);
        }
        return json(Map.of("id", id, "status", status, "metadata", metadata));
    }

    private HttpAnswer decline(List<String> steps) {
        if (tooLate) {
            return error(400);
        }
        authorizations.removeIf(it -> it.id().equals(steps.get(3)) && it.waits());
        return json(Map.of("id", steps.get(3), "approved", false, "status", "closed"));
    }

    private HttpAnswer list(Map<String, String> query) {
        if (!Set.of("pending").contains(query.getOrDefault("status", ""))) {
            return error(400);
        }
        String of = query.getOrDefault("card", query.getOrDefault("cardholder", ""));
        List<Authorization> all =
                authorizations.stream().filter(it -> it.card().equals(of)).toList();
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(query.get("starting_after"))) {
                from = i + 1;
            }
        }
        int to = Math.min(all.size(), from + Integer.parseInt(query.getOrDefault("limit", "10")));
        return json(Map.of(
                "object",
                "list",
                "has_more",
                to < all.size(),
                "data",
                all.subList(from, to).stream().map(StripeDouble::shown).toList()));
    }

    private static Map<String, Object> shown(Authorization it) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("id", it.id());
        shown.put("status", "pending");
        shown.put("approved", it.approved());
        shown.put("created", it.created());
        shown.put("pending_request", it.waits() ? Map.of("amount", 100) : null);
        shown.put(
                "request_history",
                it.approvedMore().stream()
                        .map(created -> Map.of("approved", true, "created", created))
                        .toList());
        return shown;
    }

    private static HttpAnswer json(Map<String, ?> value) {
        return HttpAnswer.json(200, JSON.writeValueAsString(value));
    }

    private static HttpAnswer error(int status) {
        return HttpAnswer.json(status, "{\"error\":{\"type\":\"invalid_request_error\"}}");
    }
}
