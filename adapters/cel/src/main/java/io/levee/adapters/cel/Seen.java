package io.levee.adapters.cel;

import dev.cel.runtime.CelVariableResolver;
import io.levee.change.ChangedFile;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.knowledge.Conditions.Asked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a condition sees of a change. Made for one question; what is not asked for is not made.
record Seen(Asked asked) implements CelVariableResolver {
    /// Variables with fixed fields.
    static final Map<String, Set<String>> FIELDS = Map.of(
            "change", Set.of("path", "previousPath", "kind", "format", "partial", "added", "removed"),
            "catalog", Set.of("touched"),
            "it", Set.of("path", "key", "before", "after", "kind", "name", "text", "number", "moved"));

    /// Trees of the part.
    static final List<String> TREES = List.of("before", "after");

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "before" ->
                Optional.of(
                        Trees.of(asked.part().map(StructuredChange.Part::before).orElse(null)));
            case "after" ->
                Optional.of(
                        Trees.of(asked.part().map(StructuredChange.Part::after).orElse(null)));
            case "it" -> Optional.of(fields(name, this::it));
            case "change" -> Optional.of(fields(name, this::change));
            case "catalog" -> Optional.of(fields(name, _ -> touched()));
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> fields(String name, Function<String, @Nullable Object> values) {
        return Trees.fields(FIELDS.getOrDefault(name, Set.of()), values);
    }

    private @Nullable Object it(String field) {
        return switch (field) {
            case "path" -> asked.value().map(StructuredChange.Value::pointer).orElse(null);
            case "key" -> asked.value().map(StructuredChange.Value::key).orElse(null);
            case "before" -> asked.value().map(StructuredChange.Value::before).orElse(null);
            case "after" -> asked.value().map(StructuredChange.Value::after).orElse(null);
            case "kind" -> asked.part().map(StructuredChange.Part::kind).orElse(null);
            case "name" -> asked.part().map(StructuredChange.Part::name).orElse(null);
            case "text" -> asked.line().map(Line::text).orElse(null);
            case "number" -> asked.line().map(line -> (long) line.number()).orElse(null);
            case "moved" -> asked.line().map(this::moved).orElse(false);
            default -> null;
        };
    }

    private @Nullable Object change(String field) {
        ChangedFile file = asked.file();
        return switch (field) {
            case "path" -> file.path();
            case "previousPath" -> file.before();
            case "kind" -> file.kind().word();
            case "format" -> asked.structured().map(StructuredChange::format).orElse("");
            case "partial" -> asked.structured().map(StructuredChange::partial).orElse(true);
            case "added" -> Lines.of(file).added();
            case "removed" -> Lines.of(file).removed();
            default -> null;
        };
    }

    private boolean moved(Line line) {
        return Lines.of(asked.file()).removes(line.text());
    }

    private Object touched() {
        return Trees.listed(
                asked.touched(),
                owned -> Map.of(
                        "id", owned.asset().toString(),
                        "kind", owned.asset().kind(),
                        "name", owned.asset().name(),
                        "owner", owned.owner(),
                        "direct", owned.direct(),
                        "settings", owned.settings()));
    }
}
