package io.levee.adapters.cedar;

import io.levee.adapters.cedar.language.Uid;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.identity.ActorId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What things are called in policies: a `feature-flag` is a `FeatureFlag`.
final class EntityTypes {
    static final String PERSON = "Person";
    static final String AGENT = "Agent";
    static final String TEAM = "Team";
    static final String ROLE = "Role";
    static final String LEVEE = "Levee";
    static final String API = "Api";
    static final String OPERATION = "Operation";

    /// Kinds of assets that are no assets: people, agents and teams can be stopped, Levee administered.
    private static final Map<String, String> NOT_ASSETS =
            Map.of("person", PERSON, "agent", AGENT, "team", TEAM, "levee", LEVEE);
    /// Of those, what has reviewers.
    private static final Set<String> OVERRIDDEN = Set.of("team", "levee");

    /// Words that mean something else to Cedar or to Levee, in lower case.
    private static final Set<String> TAKEN = Set.of(
            "person",
            "agent",
            "team",
            "role",
            "levee",
            "action",
            "bool",
            "boolean",
            "long",
            "string",
            "set",
            "record",
            "entity",
            "extension",
            "ipaddr",
            "decimal",
            "datetime",
            "duration");

    private EntityTypes() {}

    static String of(String kind) {
        StringBuilder type = new StringBuilder();
        for (String word : kind.split("-", -1)) {
            if (!word.isEmpty()) {
                type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return type.toString();
    }

    static boolean taken(String kind) {
        return TAKEN.contains(of(kind).toLowerCase(Locale.ROOT));
    }

    static Uid uid(AssetId asset) {
        return new Uid(NOT_ASSETS.getOrDefault(asset.kind(), of(asset.kind())), asset.name());
    }

    static Uid uid(ActorId actor) {
        String type = switch (actor.kind()) {
            case PERSON -> PERSON;
            case AGENT -> AGENT;
            case TEAM -> TEAM;
        };
        return new Uid(type, actor.name());
    }

    /// The same sentence as the schema's `appliesTo`.
    static boolean applies(Action action, AssetId resource) {
        boolean asset = !NOT_ASSETS.containsKey(resource.kind());
        return switch (action) {
            case READ, CHANGE, DECLASSIFY, APPROVE, APPROVE_OWN -> asset;
            case STOP, RESUME, AUDIT, ADMINISTER -> !asset;
            case OVERRIDE -> OVERRIDDEN.contains(resource.kind());
        };
    }

    /// People stop, resume, audit, administer, override, declassify and approve; agents never do.
    static boolean applies(Action action, ActorId principal) {
        return switch (action) {
            case READ, CHANGE -> true;
            case STOP, RESUME, AUDIT, ADMINISTER, OVERRIDE, DECLASSIFY, APPROVE, APPROVE_OWN -> principal.isPerson();
        };
    }
}
