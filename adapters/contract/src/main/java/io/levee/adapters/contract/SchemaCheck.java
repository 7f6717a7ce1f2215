package io.levee.adapters.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import io.levee.facts.ContractFact;
import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One schema, compiled, and the check of a value against it. Bounded in steps, depth and the work of its patterns.
final class SchemaCheck {
    /// Keywords that are asked, all alternatives included: so many for each value of a body, more where a value
    /// may be one of many things, and some to begin with. Most honest bodies need 4 to 25 for a value; what asks
    /// more tries alternatives inside alternatives, each of which looks through what all others found.
    static final int STEPS_PER_VALUE_MIN = 100;

    static final int STEPS_PER_VALUE_MAX = 500;
    static final int STEPS_PER_ALTERNATIVE = 10;
    static final int STEPS_FIRST = 4_000;
    static final int STEPS_PER_NODE_OF_SCHEMA = 4;
    /// Schemas inside schemas: 64 levels of a body, each through references and alternatives.
    static final int DEPTH_MAX = 400;

    private static final Set<String> UNDECLARED = Set.of("additionalProperties", "unevaluatedProperties");
    /// What only says that something below it failed.
    private static final Set<String> SUMMARIES = Set.of("oneOf", "anyOf", "allOf", "$ref");

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(BoundedPattern::new)
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .build();

    private final Schema schema;
    private final Set<String> names;
    private final int weight;
    private final int alternatives;

    private SchemaCheck(Schema schema, Set<String> names, int weight, int alternatives) {
        this.schema = schema;
        this.names = names;
        this.weight = weight;
        this.alternatives = alternatives;
    }

    /// Throws [Unreadable] where the description does not make a schema.
    static SchemaCheck of(Document document, JsonNode schema, Side side) {
        try {
            ObjectNode closed = ClosedWorld.of(document, schema, side);
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(CONFIG));
            Schema compiled = registry.getSchema(closed);
            compiled.initializeValidators();
            Set<String> names = new LinkedHashSet<>();
            int weight = declared(closed, names);
            return new SchemaCheck(compiled, names, weight, alternatives(closed));
        } catch (Unreadable e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) { // whatever the library throws at a schema that is none
            throw new Unreadable(
                    "the schema cannot be compiled: " + e.getClass().getSimpleName());
        }
    }

    /// How much memory it takes, in nodes of its schema.
    int weight() {
        return weight;
    }

    private long stepsMax(JsonNode value) {
        long each = Math.clamp((long) STEPS_PER_ALTERNATIVE * alternatives, STEPS_PER_VALUE_MIN, STEPS_PER_VALUE_MAX);
        return STEPS_FIRST + (long) STEPS_PER_NODE_OF_SCHEMA * weight + each * size(value);
    }

    /// @param pointer to `value` in what [Breach] points into
    List<Breach> check(JsonNode value, String pointer) {
        List<Error> errors;
        long steps = stepsMax(value);
        try {
            errors = schema.validate(
                    value,
                    context -> context.executionConfig(config -> config.maxEvaluationSteps(steps)
                            .maxEvaluationDepth(DEPTH_MAX)
                            .formatAssertionsEnabled(true)));
        } catch (ValidationLimitExceededException | BoundedPattern.TooMuch | StackOverflowError e) {
            return List.of(new Breach(pointer, "work"));
        }
        if (errors.isEmpty()) {
            return List.of();
        }
        List<Breach> breaches = new ArrayList<>();
        Set<String> said = new LinkedHashSet<>();
        for (Error error : errors) {
            if (breaches.size() >= ContractFact.BREACHES_MAX) {
                break;
            }
            if (SUMMARIES.contains(error.getKeyword()) && errors.size() > 1) {
                continue;
            }
            Breach breach = breach(error, pointer);
            if (said.add(breach.pointer() + " " + breach.keyword())) {
                breaches.add(breach);
            }
        }
        return breaches.isEmpty() ? List.of(breach(errors.getFirst(), pointer)) : breaches;
    }

    private Breach breach(Error error, String pointer) {
        StringBuilder at = new StringBuilder(pointer);
        NodePath path = error.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            at.append('/').append(step instanceof Integer ? step.toString() : shown(step.toString()));
        }
        String keyword = error.getKeyword();
        Set<String> holds = Set.of();
        String property = error.getProperty();
        if (UNDECLARED.contains(keyword)) {
            keyword = "additionalProperties"; // one word for what no schema declares
            JsonNode instance = error.getInstanceNode();
            if (property != null) {
                at.append('/').append(shown(property));
                holds = Sensitive.in(property, instance == null ? null : instance.get(property));
            }
        } else if (keyword.equals("required") && property != null) {
            at.append('/').append(shown(property));
        } else if (keyword.equals("not") && error.getSchemaLocation() != null) {
            keyword = notOnThisSide(error).orElse(keyword);
        }
        return new Breach(cut(at), keyword, new TreeSet<>(holds));
    }

    private Optional<String> notOnThisSide(Error error) {
        JsonNode at = schema.getSchemaNode();
        String fragment = error.getSchemaLocation().getFragment().toString();
        JsonNode parent = at.at(fragment.replaceFirst("/not$", ""));
        return Optional.of(parent.path(Hidden.MARK).asString("")).filter(mark -> !mark.isEmpty());
    }

    /// A name that the description holds is no secret. Any other came from outside.
    private String shown(String name) {
        return names.contains(name) ? escaped(name) : Names.shown(name);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String cut(StringBuilder pointer) {
        return pointer.length() <= Names.POINTER_MAX ? pointer.toString() : pointer.substring(0, Names.POINTER_MAX);
    }

    private static long size(JsonNode node) {
        long size = 1;
        for (JsonNode child : node.isContainer() ? node.values() : List.<JsonNode>of()) {
            size += size(child);
        }
        return size;
    }

    /// The most that any one value may be.
    private static int alternatives(JsonNode node) {
        int most = Math.max(node.path("oneOf").size(), node.path("anyOf").size());
        for (JsonNode child : node.isContainer() ? node.values() : List.<JsonNode>of()) {
            most = Math.max(most, alternatives(child));
        }
        return most;
    }

    /// Collects the names of all declared properties; returns how many nodes there are.
    private static int declared(JsonNode node, Set<String> names) {
        int nodes = 1;
        if (node.path("properties").isObject()) {
            names.addAll(node.path("properties").propertyNames());
        }
        for (JsonNode child : node.isContainer() ? node.values() : List.<JsonNode>of()) {
            nodes += declared(child, names);
        }
        return nodes;
    }
}
