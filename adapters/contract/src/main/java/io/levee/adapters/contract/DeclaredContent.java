package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.Contract.Body;
import io.levee.rooms.gateway.ContractRules;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The `content` of a body: which media types, and what each holds.
final class DeclaredContent {
    private record Entry(MediaType range, String written, Optional<SchemaRef> schema, AtomicBoolean said) {}

    private final List<Entry> entries = new ArrayList<>();

    /// @param content the map of OpenAPI
    DeclaredContent(Document document, JsonNode content, Side side) {
        content.properties()
                .forEach(entry -> MediaType.parse(entry.getKey()).ifPresent(range -> {
                    JsonNode schema = entry.getValue().path("schema");
                    entries.add(new Entry(
                            range,
                            range.text(),
                            schema.isMissingNode()
                                    ? Optional.empty()
                                    : Optional.of(new SchemaRef(document, schema, side)),
                            new AtomicBoolean()));
                }));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Empty where no entry covers what the message says that it is.
    Optional<Body> body(Contract.Headers headers, boolean mayBeEmpty) {
        Optional<MediaType> sent = MediaType.ofMessage(headers.values("content-type"));
        Optional<Entry> entry = sent.flatMap(this::entry);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        MediaType type = sent.get();
        Entry found = entry.get();
        if (type.content() == MediaType.Content.OPAQUE || found.schema().isEmpty()) {
            return Optional.of(
                    new Body.NotInspected(found.written(), found.said().compareAndSet(false, true)));
        }
        if (!type.isUtf8() || isPacked(headers)) {
            return Optional.empty();
        }
        SchemaRef schema = found.schema().get();
        return Optional.of(new Body.Checked(OperationContract.BODY_BYTES_MAX, bytes -> {
            if (bytes.length == 0 && mayBeEmpty) {
                return List.of();
            }
            return switch (type.content()) {
                case JSON -> json(schema, bytes);
                case FORM -> form(schema, bytes);
                case TEXT, OPAQUE -> text(schema, bytes);
            };
        }));
    }

    static boolean isPacked(Contract.Headers headers) {
        List<String> encodings = headers.values("content-encoding");
        return !encodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase("identity"));
    }

    private Optional<Entry> entry(MediaType type) {
        Optional<Entry> best = Optional.empty();
        for (Entry entry : entries) {
            int covers = entry.range().covers(type);
            if (best.map(it -> it.range().covers(type)).orElse(0) < covers) {
                best = Optional.of(entry);
            }
        }
        return best;
    }

    private static List<Breach> json(SchemaRef schema, byte[] bytes) {
        return switch (StrictJson.read(bytes, "/body")) {
            case StrictJson.Reading.Refused(Breach breach) -> List.of(breach);
            case StrictJson.Reading.Read(JsonNode node) -> schema.check(node, "/body");
        };
    }

    private static List<Breach> text(SchemaRef schema, byte[] bytes) {
        return utf8(bytes)
                .map(text -> schema.check(JsonNodeFactory.instance.stringNode(text), "/body"))
                .orElseGet(() -> List.of(new Breach("/body", "utf-8")));
    }

    /// A form is the query of a parameter that takes all names for its properties.
    private static List<Breach> form(SchemaRef schema, byte[] bytes) {
        Optional<String> text = utf8(bytes);
        if (text.isEmpty()) {
            return List.of(new Breach("/body", "utf-8"));
        }
        return FormCheck.check(schema, text.get());
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// Of a body that nobody declared: it is wrong whatever it holds, and what it holds may be worse.
    static List<Breach> undeclared(byte[] bytes, String pointer, String keyword) {
        if (bytes.length == 0) {
            return List.of();
        }
        int length = Math.min(bytes.length, Sensitive.TEXT_MAX);
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return List.of(new Breach(pointer, keyword, Sensitive.in(text)));
    }

    static List<Breach> tooMuch(String pointer) {
        return List.of(new Breach(pointer, ContractRules.TOO_LARGE));
    }
}
