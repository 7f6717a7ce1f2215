package io.levee.adapters.mcp;

import io.levee.catalog.Api;
import io.levee.organisation.DefinitionSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What people approved of servers, in full. For whoever looks at a change: what may be used, the digest alone decides.
/// Immutable.
public final class ApprovedDefinitions {
    public static final ApprovedDefinitions NONE = new ApprovedDefinitions(Map.of());

    /// As large as a file of the organisation may be.
    static final int FILE_BYTES_MAX = 1 << 20;

    private record Key(String server, String path) {}

    private final Map<Key, DefinitionFile.Entry> entries;

    private ApprovedDefinitions(Map<Key, DefinitionFile.Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /// Of files as [DefinitionCheck] lets them through; of one that it would not, nothing is known.
    public static ApprovedDefinitions of(List<DefinitionSource> files) {
        Map<Key, DefinitionFile.Entry> entries = new HashMap<>();
        for (DefinitionSource file : files) {
            if (DefinitionFile.of(file.text()) instanceof DefinitionFile.Read(var server, var _, var all)) {
                all.forEach(entry -> entries.put(new Key(server, entry.path()), entry));
            }
        }
        return new ApprovedDefinitions(entries);
    }

    /// The definition that was approved, where it is known.
    ///
    /// INVARIANT: nothing is shown as approved whose digest is not the pinned one, whatever stands in the file.
    Optional<ObjectNode> of(Api api, Api.Operation operation) {
        Optional<String> pinned = operation.approved().flatMap(Api.Approved::digest);
        return Optional.ofNullable(entries.get(new Key(api.name(), operation.path())))
                .filter(entry -> Optional.of(Digests.of(entry.kind(), entry.definition()))
                        .equals(pinned))
                .map(DefinitionFile.Entry::definition);
    }

    /// The file with this definition in the place of the one of its name; empty where a file of the organisation has no
    /// room for it.
    ///
    /// @param before the file's text; empty where there is none
    public static Optional<String> with(String before, String server, Offered offered) {
        Map<Kind, Map<String, ObjectNode>> all = read(before);
        Kind kind = Kind.named(offered.kind()).orElseThrow();
        if (!(Wire.read(offered.shown()) instanceof ObjectNode definition)) {
            return Optional.empty();
        }
        all.computeIfAbsent(kind, _ -> new TreeMap<>()).put(offered.local(), definition);
        String after = text(server, all);
        boolean fits = after.getBytes(StandardCharsets.UTF_8).length <= FILE_BYTES_MAX
                && DefinitionFile.of(after) instanceof DefinitionFile.Read;
        return fits ? Optional.of(after) : Optional.empty();
    }

    /// The file without the definition of this name.
    public static String without(String before, String server, Offered offered) {
        Map<Kind, Map<String, ObjectNode>> all = read(before);
        Kind.named(offered.kind())
                .ifPresent(kind -> all.getOrDefault(kind, new TreeMap<>()).remove(offered.local()));
        return text(server, all);
    }

    private static Map<Kind, Map<String, ObjectNode>> read(String text) {
        Map<Kind, Map<String, ObjectNode>> all = new TreeMap<>();
        if (DefinitionFile.of(text) instanceof DefinitionFile.Read(var _, var _, var entries)) {
            entries.forEach(entry ->
                    all.computeIfAbsent(entry.kind(), _ -> new TreeMap<>()).put(entry.name(), entry.definition()));
        }
        return all;
    }

    private static String text(String server, Map<Kind, Map<String, ObjectNode>> all) {
        ObjectNode file = Wire.object().put("server", server);
        all.forEach((kind, definitions) -> {
            ObjectNode section = file.putObject(kind.capability());
            definitions.forEach(section::set);
        });
        return Pretty.text(file) + "\n";
    }
}
