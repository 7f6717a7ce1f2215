package io.levee.adapters.cedar;

import com.cedarpolicy.CedarJson;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.Policy;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.levee.adapters.cedar.language.NotCompiled;
import io.levee.adapters.cedar.language.PolicyCompiler;
import io.levee.adapters.cedar.language.Uid;
import io.levee.consent.Hold;
import io.levee.identity.Names;
import io.levee.organisation.Problem;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads one policy, or says why it is none.
final class PolicyReader {
    /// Brackets within brackets. Cedar's parser recurses on the native stack and has no limit of its
    /// own: about eighty levels end the process. An ADR has the measurement; nobody can read ten.
    static final int NESTING_MAX = 24;
    /// See [Statement#operators]; for the same reason.
    static final int OPERATORS_MAX = 512;
    /// Characters of one policy.
    static final int LENGTH_MAX = 16 * 1024;
    /// Characters of a reason that are kept as evidence.
    static final int WHY_MAX = 200;

    private PolicyReader() {}

    sealed interface Outcome {
        record Good(ReadPolicy policy) implements Outcome {}

        record Bad(Problem problem) implements Outcome {}
    }

    static Outcome read(Statement statement) {
        if (statement.text().length() > LENGTH_MAX) {
            return bad(statement, "a policy has at most %d characters".formatted(LENGTH_MAX), "split it in two");
        }
        if (statement.nesting() > NESTING_MAX || statement.operators() > OPERATORS_MAX) {
            return bad(
                    statement,
                    "a policy nests at most %d brackets and has at most %d operators"
                            .formatted(NESTING_MAX, OPERATORS_MAX),
                    "split it in two, or move the list into a role or a label");
        }
        try {
            JsonNode json = CedarJson.objectReader().readTree(new Policy(statement.text(), "policy").toJson());
            return named(statement, json);
        } catch (InternalException e) {
            return new Outcome.Bad(Validation.parseProblem(statement));
        } catch (StreamConstraintsException e) {
            return bad(statement, "a condition nests too deep", "split the policy in two");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cedar wrote a policy that is no JSON", e);
        }
    }

    private static Outcome named(Statement statement, JsonNode json) {
        JsonNode annotations = json.path("annotations");
        String id = annotations.path("id").asText("");
        if (annotations.has("id") && (!Names.valid(id) || Character.isDigit(id.charAt(0)))) {
            return bad(
                    statement,
                    "`%s` is no id of a policy".formatted(id),
                    "begin with a letter and use letters, digits and hyphens, as in `@id(\"analysts-query\")`");
        }
        boolean forbids = json.path("effect").asText().equals("forbid");
        Optional<Hold> hold = Optional.empty();
        if (annotations.has("hold")) {
            if (forbids) {
                return bad(statement, "a policy that forbids holds nothing", "take `@hold` away, or permit");
            }
            try {
                hold = Optional.of(Hold.parse(annotations.path("hold").asText("")));
            } catch (IllegalArgumentException e) {
                return bad(statement, String.valueOf(e.getMessage()), "write `@hold`, or `@hold(\"10m\")` up to 1h");
            }
        }
        String ref = statement.file() + "#" + (id.isEmpty() ? Integer.toString(statement.ordinal()) : id);
        Set<Uid> named = new HashSet<>();
        collect(json, named);
        try {
            return new Outcome.Good(new ReadPolicy(
                    id, why(json), named, new Policy(statement.text(), ref), PolicyCompiler.compile(ref, json), hold));
        } catch (NotCompiled e) {
            return bad(statement, e.reason(), "say it in another way, or split the policy in two");
        }
    }

    private static String why(JsonNode json) {
        String why = json.path("annotations").path("why").asText("").strip();
        if (why.isEmpty()) {
            return json.path("effect").asText() + "s";
        }
        return why.length() <= WHY_MAX ? why : why.substring(0, WHY_MAX) + "…";
    }

    /// Every entity that is written out anywhere in the policy. Annotations hold only text.
    private static void collect(JsonNode node, Set<Uid> named) {
        if (node.isObject()
                && node.size() == 2
                && node.path("type").isTextual()
                && node.path("id").isTextual()) {
            named.add(new Uid(node.path("type").asText(), node.path("id").asText()));
        }
        node.forEach(child -> collect(child, named));
    }

    private static Outcome bad(Statement statement, String what, String fix) {
        return new Outcome.Bad(Problem.error(statement.file(), statement.line(), what, fix));
    }
}
