package io.levee.adapters.contract;

import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.catalog.Api;
import io.levee.facts.ContractFact.Breach;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An API as its file describes it, read like any other, and asked like the proxy asks.
final class Described {
    private final Api api;
    private final OpenApiContracts contracts = new OpenApiContracts();

    private Described(Api api) {
        this.api = api;
    }

    /// @param body the file without `openapi`, `info` and our own keys
    static Described of(String version, String body) {
        return new Described(read(head(version) + body));
    }

    static Described of(String body) {
        return of("3.1.0", body);
    }

    static String head(String version) {
        return """
                openapi: %s
                info: { title: Test, version: "1" }
                x-levee-api: warehouse
                x-levee-owner: warehouse
                x-levee-upstream: http://127.0.0.1:1
                """.formatted(version);
    }

    static Api read(String file) {
        return switch (reading(file)) {
            case Reading.Valid(var organisation, var _) ->
                organisation.catalog().api("warehouse").orElseThrow();
            case Reading.Invalid(var problems) -> throw new AssertionError("not valid: " + problems);
        };
    }

    static Reading reading(String file) {
        try {
            Path folder = Files.createTempDirectory("described");
            Files.writeString(folder.resolve("levee.yaml"), "name: Test\nlogin: local\n");
            write(folder, "people.yaml", """
                    roles:
                      analyst: reads
                    people:
                      ana: { name: Ana, teams: [warehouse], roles: [analyst] }
                    """);
            write(folder, "teams/warehouse/team.yaml", """
                    name: Warehouse
                    contact: ana@example.com
                    onCall: ana
                    channel: "#warehouse"
                    """);
            write(folder, "apis/warehouse.openapi." + (file.startsWith("{") ? "json" : "yaml"), file);
            Reading reading = new OrganisationFolder(folder, List.of()).read();
            delete(folder);
            return reading;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Api api() {
        return api;
    }

    Contract contract(String method, String path) {
        Api.Operation operation = api.operations().stream()
                .filter(it -> it.method().equals(method) && it.path().equals(path))
                .findFirst()
                .orElseThrow();
        return contracts.of(new Route.Found(api, operation, List.of()));
    }

    /// What is wrong with a request; `pointer keyword` each.
    List<String> request(String method, String path, String target, Map<String, List<String>> headers, byte[] body) {
        Contract.Asked asked = contract(method, path).asked(target, headersOf(headers), body.length > 0);
        List<Breach> breaches = new ArrayList<>(asked.breaches());
        if (breaches.isEmpty() && asked.body() instanceof Contract.Body.Checked checked) {
            breaches.addAll(checked.check().check(body));
        }
        return shown(breaches);
    }

    List<String> json(String method, String path, String body) {
        return request(
                method,
                path,
                path,
                Map.of("content-type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    List<String> get(String path, String target) {
        return request("GET", path, target, Map.of(), new byte[0]);
    }

    List<Breach> answerBreaches(String method, String path, int status, String type, String body) {
        Map<String, List<String>> headers = type.isEmpty()
                ? Map.of()
                : Map.of("content-type", List.of(type), "content-length", List.of("" + body.length()));
        Contract.Answered answered = contract(method, path).answered(method, status, headersOf(headers));
        List<Breach> breaches = new ArrayList<>(answered.breaches());
        if (breaches.isEmpty() && answered.body() instanceof Contract.Body.Checked checked) {
            breaches.addAll(checked.check().check(body.getBytes(StandardCharsets.UTF_8)));
        }
        return breaches;
    }

    List<String> answer(String method, String path, int status, String type, String body) {
        return shown(answerBreaches(method, path, status, type, body));
    }

    private static Contract.Headers headersOf(Map<String, List<String>> headers) {
        return name -> headers.getOrDefault(name, List.of());
    }

    static List<String> shown(List<Breach> breaches) {
        return breaches.stream().map(it -> it.pointer() + " " + it.keyword()).toList();
    }
}
