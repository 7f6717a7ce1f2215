package io.levee.adapters.contract;

import io.levee.catalog.Description;
import io.levee.catalog.Description.Enforcement;
import io.levee.catalog.FramedSegment;
import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What one operation takes and answers.
final class OperationContract implements Contract {
    /// Of one body that is looked into.
    static final int BODY_BYTES_MAX = 4 << 20;

    private static final Body NONE = new Body.None();
    private static final Body NO_BODY = new Body.Checked(
            BODY_BYTES_MAX, bytes -> DeclaredContent.undeclared(bytes, "/body", ContractRules.NO_BODY));
    private static final Body WRONG_TYPE = new Body.Checked(
            BODY_BYTES_MAX,
            bytes -> DeclaredContent.undeclared(bytes, "/header/content-type", ContractRules.CONTENT_TYPE));

    /// @param at where in the path it stands
    private record Segment(int at, List<String> names, FramedSegment framed) {}

    private record Answer(Optional<DeclaredContent> content, List<Parameter> headers) {}

    private final Description description;
    private final List<Segment> template;
    private final List<Parameter> path = new ArrayList<>();
    private final List<Parameter> headers = new ArrayList<>();
    private final List<Parameter> cookies = new ArrayList<>();
    private final QueryCheck query;
    private final Optional<DeclaredContent> body;
    private final boolean bodyRequired;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /// Throws [Unreadable].
    ///
    /// @param keys names of API keys that are sent in a query
    OperationContract(
            Description description,
            Document document,
            String template,
            JsonNode item,
            JsonNode operation,
            Set<String> keys) {
        this.description = description;
        this.template = segments(template);
        List<Parameter> inQuery = new ArrayList<>();
        for (Parameter parameter : parameters(document, item, operation)) {
            switch (parameter.in()) {
                case "path" -> path.add(parameter);
                case "query" -> inQuery.add(parameter);
                case "header" -> headers.add(parameter);
                case "cookie" -> cookies.add(parameter);
                default -> throw new Unreadable("`in: %s` is no place of a parameter".formatted(parameter.in()));
            }
        }
        this.query = new QueryCheck(List.copyOf(inQuery), keys);
        JsonNode described = document.resolved(operation.path("requestBody"));
        this.body = described.isObject()
                ? Optional.of(new DeclaredContent(document, described.path("content"), Side.REQUEST))
                : Optional.empty();
        this.bodyRequired = described.path("required").asBoolean(false);
        operation
                .path("responses")
                .properties()
                .forEach(entry -> answers.put(
                        entry.getKey().toUpperCase(Locale.ROOT),
                        answer(document, document.resolved(entry.getValue()))));
    }

    @Override
    public Enforcement requests() {
        return description.requests();
    }

    @Override
    public Enforcement responses() {
        return description.responses();
    }

    @Override
    public Asked asked(String target, Headers sent, boolean mayHaveBody) {
        int mark = target.indexOf('?');
        String below = mark < 0 ? target : target.substring(0, mark);
        List<Breach> breaches = new ArrayList<>(path(below));
        breaches.addAll(query.check(mark < 0 ? "" : target.substring(mark + 1)));
        for (Parameter parameter : headers) {
            breaches.addAll(parameter.check(sent.values(parameter.name().toLowerCase(Locale.ROOT))));
        }
        for (Parameter parameter : cookies) {
            breaches.addAll(parameter.check(cookie(parameter.name(), sent.values("cookie"))));
        }
        return new Asked(breaches, askedBody(sent, mayHaveBody, breaches));
    }

    @Override
    public Answered answered(String method, int status, Headers sent) {
        if (status == 304) {
            return new Answered(List.of(), NONE); // says of an answer that was described when it came
        }
        Optional<Answer> declared = declared(status);
        if (declared.isEmpty()) {
            return new Answered(List.of(new Breach("/status", "responses")), NONE);
        }
        List<Breach> breaches = new ArrayList<>();
        for (Parameter header : declared.get().headers()) {
            breaches.addAll(header.check(sent.values(header.name().toLowerCase(Locale.ROOT))));
        }
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 205;
        return bodiless
                ? new Answered(breaches, NONE)
                : new Answered(breaches, answeredBody(declared.get(), sent, breaches));
    }

    private Body askedBody(Headers sent, boolean mayHaveBody, List<Breach> breaches) {
        if (body.isEmpty()) {
            return mayHaveBody ? NO_BODY : NONE;
        }
        if (!mayHaveBody) {
            if (bodyRequired) {
                breaches.add(new Breach("/body", "required"));
            }
            return NONE;
        }
        return body.get().body(sent, !bodyRequired).orElseGet(() -> {
            breaches.add(new Breach("/header/content-type", ContractRules.CONTENT_TYPE));
            return NONE;
        });
    }

    private Body answeredBody(Answer declared, Headers sent, List<Breach> breaches) {
        if (declared.content().isEmpty() || declared.content().get().isEmpty()) {
            return NO_BODY;
        }
        Optional<Body> found = declared.content().get().body(sent, false);
        if (found.isPresent()) {
            return found.get();
        }
        boolean short_ = !sent.values("content-length").isEmpty();
        if (short_ || description.responses() == Enforcement.REPORT) {
            return WRONG_TYPE; // wrong already, and looked through for what should not be there at all
        }
        breaches.add(new Breach("/header/content-type", ContractRules.CONTENT_TYPE));
        return NONE;
    }

    /// Those that hold parameters.
    private static List<Segment> segments(String template) {
        List<Segment> segments = new ArrayList<>();
        String[] all = template.split("/", -1);
        for (int i = 0; i < all.length; i++) {
            List<String> names = FramedSegment.names(all[i]);
            if (!names.isEmpty()) {
                segments.add(new Segment(i, names, FramedSegment.parse(all[i])));
            }
        }
        return List.copyOf(segments);
    }

    private List<Breach> path(String below) {
        List<String> segments = List.of(below.split("/", -1));
        Map<String, String> sent = new HashMap<>();
        for (Segment segment : template) {
            List<String> values =
                    segment.at() < segments.size() ? segment.framed().values(segments.get(segment.at())) : List.of();
            for (int i = 0; i < values.size(); i++) {
                sent.put(segment.names().get(i), values.get(i));
            }
        }
        List<Breach> breaches = new ArrayList<>();
        for (Parameter parameter : path) {
            String value = sent.get(parameter.name());
            breaches.addAll(
                    value == null
                            ? List.of(new Breach(parameter.pointer(), "style")) // it can be read in two ways
                            : parameter.check(List.of(value)));
        }
        return breaches;
    }

    private Optional<Answer> declared(int status) {
        for (String key : List.of(String.valueOf(status), status / 100 + "XX", "DEFAULT")) {
            Answer answer = answers.get(key);
            if (answer != null) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private static Answer answer(Document document, JsonNode described) {
        List<Parameter> headers = new ArrayList<>();
        described.path("headers").properties().forEach(entry -> {
            if (!entry.getKey().equalsIgnoreCase("content-type")) {
                headers.add(Parameter.of(
                        document, entry.getKey(), "header", document.resolved(entry.getValue()), Side.RESPONSE));
            }
        });
        Optional<DeclaredContent> content = described.path("content").isObject()
                ? Optional.of(new DeclaredContent(document, described.path("content"), Side.RESPONSE))
                : Optional.empty();
        return new Answer(content, headers);
    }

    /// The operation's own stand before those of its path.
    private static List<Parameter> parameters(Document document, JsonNode item, JsonNode operation) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        for (JsonNode of : List.of(item, operation)) {
            for (JsonNode parameter : of.path("parameters")) {
                Parameter.of(document, parameter).ifPresent(it -> all.put(it.pointer(), it));
            }
        }
        return List.copyOf(all.values());
    }

    private static List<String> cookie(String name, List<String> headers) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    values.add(pair.substring(equals + 1).strip());
                }
            }
        }
        return values;
    }
}
