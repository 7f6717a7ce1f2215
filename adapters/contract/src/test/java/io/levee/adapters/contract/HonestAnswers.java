package io.levee.adapters.contract;

import io.levee.rooms.gateway.Contract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Answers of one operation: those that its description shows, and others that it allows.
record HonestAnswers(
        Stranger stranger,
        JsonNode document,
        JsonNode operation,
        Contract contract,
        String about,
        IdentityHashMap<JsonNode, OpenOracle> oracles) {
    private static final int TRIES = 8;

    /// The examples.
    void shown() {
        each((status, response, type, content) -> {
            for (JsonNode example : Examples.of(document, content)) {
                stranger.examples++;
                Map<String, List<String>> headers = headers(
                        response, new HonestValues(document, "writeOnly", HonestValues.Size.ALL, new Random(1)));
                answer(status, type, content, headers, example, true);
            }
        });
    }

    /// One of each kind.
    void made(HonestValues values) {
        each((status, response, type, content) -> {
            JsonNode schema = content.path("schema");
            for (int i = 0; i < TRIES; i++) {
                try {
                    JsonNode value = values.value(schema);
                    if (oracle(schema).accepts(value)) {
                        stranger.answers++;
                        answer(status, type, content, headers(response, values), value, false);
                        return;
                    }
                } catch (HonestValues.NotMade e) {
                    // said below, once for all tries
                }
            }
            stranger.notMade.add(about + ": answer");
        });
    }

    private interface Each {
        void see(int status, JsonNode response, String type, JsonNode content);
    }

    private void each(Each each) {
        for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
            if (entry.getKey().startsWith("x-")) {
                continue;
            }
            JsonNode response = Refs.resolved(document, entry.getValue());
            int status = status(entry.getKey());
            if (status == 204 || status == 205 || status == 304) {
                continue;
            }
            for (Map.Entry<String, JsonNode> content : response.path("content").properties()) {
                if (content.getKey().matches("application/(json|[^;]*\\+json)(;.*)?")
                        && content.getValue().has("schema")) {
                    each.see(status, response, content.getKey(), content.getValue());
                }
            }
        }
    }

    private int status(String key) {
        if (key.equals("default")) {
            return 418;
        }
        return Integer.parseInt(key.toUpperCase(Locale.ROOT).replace("XX", "99"));
    }

    private void answer(
            int status,
            String type,
            JsonNode content,
            Map<String, List<String>> headers,
            JsonNode value,
            boolean shown) {
        headers.put("content-type", List.of(type));
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        Contract.Answered answered = contract.answered(
                about.substring(0, about.indexOf(' ')), status, it -> headers.getOrDefault(it, List.of()));
        List<String> breaches = new ArrayList<>(Described.shown(answered.breaches()));
        if (answered.body() instanceof Contract.Body.Checked checked) {
            breaches.addAll(Described.shown(checked.check().check(bytes)));
        }
        if (!breaches.isEmpty()) {
            stranger.judge(
                    shown,
                    about + " " + status,
                    type,
                    breaches,
                    headers + " " + value,
                    () -> oracle(content.path("schema")).accepts(value));
        }
    }

    private Map<String, List<String>> headers(JsonNode response, HonestValues values) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = Refs.resolved(document, entry.getValue());
            JsonNode schema = header.path("schema");
            for (int i = 0; i < TRIES && !headers.containsKey(entry.getKey().toLowerCase(Locale.ROOT)); i++) {
                try {
                    JsonNode value = schema.isMissingNode() ? header.path("none") : values.value(schema);
                    Optional<HonestForms> written = HonestForms.header(header, value);
                    if (written.isPresent() && oracle(schema).accepts(value)) {
                        headers.put(
                                entry.getKey().toLowerCase(Locale.ROOT),
                                List.of(written.get().header()));
                    }
                } catch (HonestValues.NotMade e) {
                    // left out; if it is required, the refusal says so
                }
            }
        });
        return headers;
    }

    private OpenOracle oracle(JsonNode schema) {
        return oracles.computeIfAbsent(schema, it -> new OpenOracle(document, it, "writeOnly"));
    }
}
