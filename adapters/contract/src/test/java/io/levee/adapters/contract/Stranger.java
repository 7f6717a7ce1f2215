package io.levee.adapters.contract;

import io.levee.adapters.organisation.Reading;
import io.levee.catalog.Api;
import io.levee.organisation.Problem;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A description that nobody wrote for these tests: loaded as an organisation's, called as it says, and asked about the
/// answers that it shows. Keeps what was refused, with a reason each.
final class Stranger {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> UNDECLARED = Set.of("additionalProperties", "readOnly", "writeOnly");
    private static final List<HonestValues.Size> SIZES = List.of(HonestValues.Size.values());
    private static final int YAML_CHARACTERS_MAX = 64 << 20;

    final List<String> problems = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    /// Examples that break their schema by what another library says.
    final List<String> faults = new ArrayList<>();
    /// Examples that hold what no schema declares, or what that side does not send.
    final List<String> undeclared = new ArrayList<>();
    final List<String> notMade = new ArrayList<>();
    int operations;
    int calls;
    int answers;
    int examples;

    private final String name;
    private final ObjectNode document;
    private final IdentityHashMap<JsonNode, OpenOracle> asked = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, OpenOracle> answered = new IdentityHashMap<>();
    private final OpenApiContracts contracts = new OpenApiContracts();

    private Stranger(String name, ObjectNode document) {
        this.name = name;
        this.document = document;
    }

    static Stranger of(Path file) {
        try {
            String text = Files.readString(file).replaceFirst("^\uFEFF", "");
            JsonNode tree = file.toString().endsWith(".json")
                    ? MAPPER.readTree(text)
                    : MAPPER.valueToTree(new Load(LoadSettings.builder()
                                    .setCodePointLimit(YAML_CHARACTERS_MAX)
                                    .build())
                            .loadFromString(text));
            ObjectNode document = (ObjectNode) withoutOurs(tree);
            document.put("x-levee-api", "warehouse");
            document.put("x-levee-owner", "warehouse");
            document.put("x-levee-upstream", "http://127.0.0.1:1");
            return new Stranger(String.valueOf(file.getFileName()), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keys of ours name teams and assets that are not here.
    private static JsonNode withoutOurs(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(object.propertyNames().stream()
                    .filter(key -> key.startsWith("x-levee-"))
                    .toList());
        }
        for (JsonNode child : node.isContainer() ? node.values() : List.<JsonNode>of()) {
            withoutOurs(child);
        }
        return node;
    }

    /// Makes calls and answers of each operation by these seeds.
    Stranger meet(int seeds) {
        switch (Described.reading(document.toString())) {
            case Reading.Invalid(var found) -> found.forEach(this::problem);
            case Reading.Valid(var organisation, var _) ->
                meet(organisation.catalog().api("warehouse").orElseThrow(), seeds);
        }
        return this;
    }

    private void problem(Problem problem) {
        if (problem.isError()) {
            problems.add(problem + "; fix: " + problem.fix());
        }
    }

    private void meet(Api api, int seeds) {
        for (Api.Operation operation : api.operations()) {
            operations++;
            JsonNode item = Refs.resolved(document, document.path("paths").path(operation.path()));
            JsonNode described = item.path(operation.method().toLowerCase(Locale.ROOT));
            Contract contract = contracts.of(new Route.Found(api, operation, List.of()));
            String about = operation.method() + " " + operation.path();
            for (int seed = 0; seed < seeds; seed++) {
                HonestValues.Size size = SIZES.get(seed % SIZES.size());
                Random random = new Random(seed * 31L + about.hashCode());
                HonestCalls honest = new HonestCalls(document, operation.path(), item, described, size, random, asked);
                call(contract, honest, about, false);
                new HonestAnswers(this, document, described, contract, about, answered)
                        .made(new HonestValues(document, "writeOnly", size, random));
            }
            HonestCalls shown = new HonestCalls(
                    document, operation.path(), item, described, HonestValues.Size.ALL, new Random(1), asked);
            call(contract, shown, about, true);
            new HonestAnswers(this, document, described, contract, about, answered).shown();
        }
    }

    private void call(Contract contract, HonestCalls honest, String about, boolean shown) {
        List<HonestCalls.Call> all;
        try {
            all = honest.calls(shown);
        } catch (HonestValues.NotMade e) {
            notMade.add(about + ": " + e.getMessage());
            return;
        }
        for (HonestCalls.Call call : all) {
            List<String> breaches = breaches(contract, call);
            if (shown) {
                examples++;
            } else {
                calls++;
            }
            if (!breaches.isEmpty()) {
                judge(
                        shown,
                        about,
                        call.about(),
                        breaches,
                        call.target() + " " + call.headers() + " " + call.body(),
                        () -> honest.bodyFits(call));
            }
        }
    }

    /// @param fits whether another library lets it through
    void judge(boolean shown, String about, String type, List<String> breaches, String sent, BooleanSupplier fits) {
        String line = "%s %s %s %s: %s".formatted(name, about, type, breaches, cut(sent));
        boolean body = breaches.stream().allMatch(it -> it.startsWith("/body"));
        boolean closed = breaches.stream().anyMatch(it -> UNDECLARED.contains(it.substring(it.lastIndexOf(' ') + 1)));
        if (breaches.stream().anyMatch(it -> it.endsWith(" unreadable-contract"))) {
            problems.add(line); // which `org check` says
        } else if (shown && body && !fits.getAsBoolean()) {
            faults.add(line);
        } else if (shown && body && closed) {
            undeclared.add(line);
        } else {
            refused.add(line);
        }
    }

    private static List<String> breaches(Contract contract, HonestCalls.Call call) {
        Contract.Asked asked = contract.asked(
                call.target(),
                header -> call.headers().getOrDefault(header, List.of()),
                !call.body().isEmpty());
        List<String> breaches = new ArrayList<>(Described.shown(asked.breaches()));
        if (asked.body() instanceof Contract.Body.Checked checked) {
            breaches.addAll(Described.shown(checked.check().check(call.body().getBytes(StandardCharsets.UTF_8))));
        }
        return breaches;
    }

    private static String cut(String text) {
        return text.length() <= 600 ? text : text.substring(0, 600) + "…";
    }

    String summary() {
        Map<String, Integer> why = new TreeMap<>();
        notMade.forEach(it -> why.merge(it.substring(it.indexOf(": ") + 2), 1, Integer::sum));
        return "%s: %d operations, %d calls, %d answers, %d examples; refused %d, examples at fault %d, undeclared %d; not made %d %s; problems %s"
                .formatted(
                        name,
                        operations,
                        calls,
                        answers,
                        examples,
                        refused.size(),
                        faults.size(),
                        undeclared.size(),
                        notMade.size(),
                        cut(why.toString()),
                        cut(problems.toString()));
    }
}
