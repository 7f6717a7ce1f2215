package io.levee.adapters.cedar.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// From Cedar's JSON form of one policy to something that can be evaluated. What it does not know it refuses: a guess
/// could permit.
public final class PolicyCompiler {
    /// Expressions within expressions; a level takes less than 200 bytes of the stack when it is evaluated. Chains of
    /// `&&` and of `||` are one level.
    static final int DEPTH_MAX = 256;

    private static final Map<String, Expression> VARIABLES = Map.of(
            "principal", Expression.Variable.PRINCIPAL,
            "action", Expression.Variable.ACTION,
            "resource", Expression.Variable.RESOURCE,
            "context", Expression.Variable.CONTEXT);

    private PolicyCompiler() {}

    /// @param policy Cedar's JSON form of a policy, not of a template
    public static CompiledPolicy compile(String ref, JsonNode policy) throws NotCompiled {
        boolean forbids = switch (policy.path("effect").asText()) {
            case "permit" -> false;
            case "forbid" -> true;
            default -> throw unknown("effect", policy.path("effect").asText());
        };
        List<Expression> all = new ArrayList<>();
        for (JsonNode condition : policy.path("conditions")) {
            Expression body = expression(condition.path("body"), 1);
            switch (condition.path("kind").asText()) {
                case "when" -> all.add(body);
                case "unless" -> all.add(new Expression.Unary(one("!"), body));
                default -> throw unknown("condition", condition.path("kind").asText());
            }
        }
        Optional<Expression> condition = all.isEmpty() ? Optional.empty() : Optional.of(new Expression.And(all));
        return new CompiledPolicy(ref, forbids, Head.of(policy), condition);
    }

    private static Expression expression(JsonNode json, int depth) throws NotCompiled {
        if (depth > DEPTH_MAX) {
            throw new NotCompiled("a condition nests more than %d expressions".formatted(DEPTH_MAX));
        }
        if (!json.isObject() || json.size() != 1) {
            throw unknown("expression", json.getNodeType().name());
        }
        Map.Entry<String, JsonNode> only = json.properties().iterator().next();
        JsonNode of = only.getValue();
        int below = depth + 1;
        return switch (only.getKey()) {
            case "Value" -> new Expression.Literal(literal(of));
            case "Var" ->
                Optional.ofNullable(VARIABLES.get(of.asText())).orElseThrow(() -> unknown("variable", of.asText()));
            case "&&" -> new Expression.And(chain("&&", json, below));
            case "||" -> new Expression.Or(chain("||", json, below));
            case "if-then-else" ->
                new Expression.Conditional(
                        expression(of.path("if"), below),
                        expression(of.path("then"), below),
                        expression(of.path("else"), below));
            case "." -> new Expression.Attribute(expression(of.path("left"), below), text(of.path("attr")));
            case "has" -> new Expression.HasAttribute(expression(of.path("left"), below), text(of.path("attr")));
            case "like" -> new Expression.Like(expression(of.path("left"), below), pattern(of.path("pattern")));
            case "is" -> is(of, below);
            case "Set" -> set(of, below);
            case "Record" -> record(of, below);
            default -> operation(only.getKey(), of, below);
        };
    }

    private static Expression operation(String name, JsonNode of, int depth) throws NotCompiled {
        if (of.isArray()) {
            return call(name, of, depth);
        }
        Optional<Operators.Two> two = Operators.two(name);
        if (two.isPresent()) {
            return new Expression.Binary(
                    two.get(), expression(of.path("left"), depth), expression(of.path("right"), depth));
        }
        return new Expression.Unary(one(name), expression(of.path("arg"), depth));
    }

    private static Operators.One one(String name) throws NotCompiled {
        return Operators.one(name).orElseThrow(() -> unknown("operator", name));
    }

    /// `a && b && c` comes as two operations within each other; flat, a long one is not deep.
    private static List<Expression> chain(String operator, JsonNode json, int depth) throws NotCompiled {
        List<JsonNode> links = new ArrayList<>();
        JsonNode rest = json;
        while (rest.size() == 1 && rest.has(operator)) {
            links.addFirst(rest.path(operator).path("right"));
            rest = rest.path(operator).path("left");
        }
        links.addFirst(rest);
        List<Expression> chain = new ArrayList<>();
        for (JsonNode link : links) {
            chain.add(expression(link, depth));
        }
        return List.copyOf(chain);
    }

    private static Expression is(JsonNode of, int depth) throws NotCompiled {
        Expression left = expression(of.path("left"), depth);
        String type = text(of.path("entity_type"));
        return of.has("in")
                ? new Expression.IsIn(left, type, expression(of.path("in"), depth))
                : new Expression.Is(left, type);
    }

    private static Expression set(JsonNode of, int depth) throws NotCompiled {
        List<Expression> elements = new ArrayList<>();
        for (JsonNode element : of) {
            elements.add(expression(element, depth));
        }
        Expression set = new Expression.SetOf(List.copyOf(elements));
        return constant(set, elements);
    }

    private static Expression record(JsonNode of, int depth) throws NotCompiled {
        Map<String, Expression> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : of.properties()) {
            fields.put(field.getKey(), expression(field.getValue(), depth));
        }
        return constant(new Expression.RecordOf(Map.copyOf(fields)), fields.values());
    }

    private static Expression call(String name, JsonNode of, int depth) throws NotCompiled {
        Extensions.Function function = Extensions.named(name).orElseThrow(() -> unknown("function", name));
        List<Expression> arguments = new ArrayList<>();
        for (JsonNode argument : of) {
            arguments.add(expression(argument, depth));
        }
        return constant(new Expression.Call(function, List.copyOf(arguments)), arguments);
    }

    /// What is made of constants alone is made once; but what fails has to fail when it is evaluated.
    private static Expression constant(Expression whole, Iterable<Expression> parts) {
        for (Expression part : parts) {
            if (!(part instanceof Expression.Literal)) {
                return whole;
            }
        }
        try {
            return new Expression.Literal(whole.value(NOWHERE));
        } catch (EvaluationFailed e) {
            return whole;
        }
    }

    private static final Situation NOWHERE =
            new Situation(new Uid("", ""), new Uid("", ""), new Uid("", ""), Map.of(), new Entities(Set.of()));

    private static Object literal(JsonNode value) throws NotCompiled {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong();
        }
        if (value.isTextual()) {
            return value.asText();
        }
        JsonNode entity = value.path("__entity");
        if (value.size() == 1 && entity.isObject()) {
            return new Uid(text(entity.path("type")), text(entity.path("id")));
        }
        throw unknown("literal", value.getNodeType().name());
    }

    private static Pattern pattern(JsonNode elements) throws NotCompiled {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (JsonNode element : elements) {
            if (element.asText().equals("Wildcard")) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(text(element.path("Literal")));
            }
        }
        pieces.add(piece.toString());
        return new Pattern(pieces);
    }

    private static String text(JsonNode json) throws NotCompiled {
        if (!json.isTextual()) {
            throw unknown("name", json.getNodeType().name());
        }
        return json.asText();
    }

    private static NotCompiled unknown(String what, String which) {
        return new NotCompiled("the %s `%s` is not known here".formatted(what, which));
    }
}
