package io.levee.adapters.kafka.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which request is which operation. What is none does not exist.
record Routes(KafkaOperations operations) {
    private static final int SEGMENTS_MAX = 4;

    Reply answer(String method, String rawPath, byte[] body) {
        try {
            List<String> path = segments(rawPath);
            return switch (path.isEmpty() ? "" : path.getFirst()) {
                case "topics" -> topics(method, path, body);
                case "users" -> users(method, path, body);
                case "changes" ->
                    path.size() == 3 && path.get(2).equals("undo") && method.equals("POST")
                            ? answer(operations.undo(path.get(1)))
                            : nothing(method);
                default -> nothing(method);
            };
        } catch (IllegalArgumentException e) {
            return Reply.problem(400, "bad-request", "send what the description says", String.valueOf(e.getMessage()));
        }
    }

    private Reply topics(String method, List<String> path, byte[] body) {
        if (path.size() == 1 && method.equals("GET")) {
            return Reply.json(200, Map.of("topics", operations.listTopics()));
        }
        if (path.size() != 2) {
            return nothing(method);
        }
        String topic = path.get(1);
        return switch (method) {
            case "GET" ->
                operations.describeTopic(topic).map(it -> shown(topic, it)).orElseGet(() -> missing(topic));
            case "PUT" ->
                change(body, it -> new KafkaChange.CreateTopic(topic, it.wanted("partitions"), it.texts("configs")));
            case "PATCH" ->
                change(body, it -> new KafkaChange.AlterTopic(topic, it.whole("partitions"), it.texts("configs")));
            case "DELETE" -> answer(operations.apply(new KafkaChange.DeleteTopic(topic)));
            default -> nothing(method);
        };
    }

    private Reply users(String method, List<String> path, byte[] body) {
        if (path.size() == 3 && path.get(2).equals("quota") && method.equals("PUT")) {
            return change(body, it -> new KafkaChange.SetQuota(path.get(1), it.text("client"), it.numbers("limits")));
        }
        Optional<KafkaChange.Role> role = path.size() == 4 ? role(path.get(2)) : Optional.empty();
        if (role.isEmpty()) {
            return nothing(method);
        }
        return switch (method) {
            case "PUT" -> answer(operations.apply(new KafkaChange.Grant(path.get(1), role.get(), path.get(3))));
            case "DELETE" -> answer(operations.apply(new KafkaChange.Revoke(path.get(1), role.get(), path.get(3))));
            default -> nothing(method);
        };
    }

    private static Optional<KafkaChange.Role> role(String segment) {
        return switch (segment) {
            case "producer" -> Optional.of(KafkaChange.Role.PRODUCER);
            case "consumer" -> Optional.of(KafkaChange.Role.CONSUMER);
            default -> Optional.empty();
        };
    }

    private Reply change(byte[] body, Function<Wanted, KafkaChange> read) {
        Wanted wanted = Wanted.of(body);
        KafkaChange change = read.apply(wanted);
        wanted.nothingElse();
        return answer(operations.apply(change));
    }

    private static Reply answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(String id, String what, Undo undo) -> {
                Map<String, Object> done = new LinkedHashMap<>();
                done.put("changed", true);
                done.put("change", id);
                done.put("what", what);
                done.put("undo", undo.changes().stream().map(Object::toString).toList());
                done.put("lost", undo.lost());
                yield Reply.json(200, done);
            }
            case Outcome.Unchanged(String what) -> Reply.json(200, Map.of("changed", false, "what", what));
            case Outcome.Refused(KafkaRefusal refusal, String detail) ->
                Reply.problem(refusal.status(), refusal.code(), refusal.advice(), detail);
        };
    }

    private static Reply shown(String name, Topic topic) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("topic", name);
        shown.put("partitions", topic.partitions());
        shown.put("replicas", topic.replicas());
        shown.put("bounded", topic.isBounded());
        shown.put("configs", topic.configs());
        return Reply.json(200, shown);
    }

    private static Reply missing(String topic) {
        return Reply.problem(
                404,
                KafkaRefusal.TOPIC_MISSING.code(),
                KafkaRefusal.TOPIC_MISSING.advice(),
                "there is no topic `%s` of agents".formatted(Naming.shown(topic)));
    }

    private static Reply nothing(String method) {
        return Reply.problem(
                404,
                "operation-not-there",
                "the description of `kafka-admin` lists what there is",
                "there is no such operation by `%s`".formatted(Naming.shown(method)));
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", SEGMENTS_MAX + 1)) {
            segments.add(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return segments;
    }
}
