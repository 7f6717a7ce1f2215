package io.levee.adapters.cedar;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What policies may speak of, in Cedar's schema language. Depends on nothing but the kinds of assets
/// that there are, so most reloads leave it as it is.
///
/// @param text     in Cedar's schema language
/// @param problems kinds that no policy could speak of
record PolicySchema(String text, List<Problem> problems) {
    private static final String FIXED = """
            entity Role;
            entity Team { name: String, platform: Bool };
            entity Person in [Team, Role] { name: String };
            entity Agent in [Team, Role] {
              name: String, owner: Team, stoppers: Set<Person>, stopperTeams: Set<Team>
            };
            entity Levee { name: String };
            entity Api in [Team] { name: String, owner: Team, labels: Set<String> };
            entity Operation in [Api, Team] { name: String, owner: Team, labels: Set<String>, changes: Bool };
            entity Tool in [Api, Team] { name: String, owner: Team, labels: Set<String>, changes: Bool };
            """;

    static PolicySchema of(Catalog catalog) {
        SortedMap<String, String> kindByType = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (String kind : catalog.assets().stream()
                .map(Asset::id)
                .map(AssetId::kind)
                .distinct()
                .sorted()
                .toList()) {
            if (kind.equals(AssetId.API) || kind.equals(AssetId.OPERATION) || kind.equals(AssetId.TOOL)) {
                continue;
            }
            String other = EntityTypes.taken(kind) ? "Levee" : kindByType.putIfAbsent(EntityTypes.of(kind), kind);
            if (other != null) {
                problems.add(Problem.error(
                        "assets",
                        0,
                        "assets of kind `%s` would be `%s` in policies, which is taken by %s"
                                .formatted(kind, EntityTypes.of(kind), other),
                        "call the kind something else"));
            }
        }
        return new PolicySchema(text(kindByType), List.copyOf(problems));
    }

    private static String text(Map<String, String> kindByType) {
        String kinds = kindByType.keySet().stream()
                .map("entity %s in [Team] { name: String, owner: Team, labels: Set<String> };\n"::formatted)
                .collect(Collectors.joining());
        String assets = kindByType.keySet().stream().map(", "::concat).collect(Collectors.joining());
        return FIXED + kinds + """
                action read, change appliesTo { principal: [Person, Agent], resource: [Api, Operation, Tool%1$s] };
                action declassify, approve, "approve-own" appliesTo { principal: [Person], resource: [Api, Operation, Tool%1$s] };
                action stop, resume, audit, administer appliesTo {
                  principal: [Person], resource: [Agent, Person, Team, Levee]
                };
                action override appliesTo { principal: [Person], resource: [Team, Levee] };
                """.formatted(assets);
    }
}
