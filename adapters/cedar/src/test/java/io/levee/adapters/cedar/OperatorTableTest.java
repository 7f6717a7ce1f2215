package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import com.cedarpolicy.CedarJson;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.Policy;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.levee.adapters.cedar.language.CompiledPolicies;
import io.levee.adapters.cedar.language.CompiledPolicy;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.NotCompiled;
import io.levee.adapters.cedar.language.PolicyCompiler;
import io.levee.adapters.cedar.language.Situation;
import io.levee.adapters.cedar.language.Uid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every operator with every pair of values at its edges, each as a policy of its own, answered at once by Cedar and by
/// what was compiled. Chance seldom puts two equal numbers on both sides of `<=`; this table always does.
class OperatorTableTest {
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "(-1)",
            "2",
            "9223372036854775807",
            "(-9223372036854775808)",
            "4611686018427387904",
            "3037000500");
    private static final List<String> TRUTHS =
            List.of("true", "false", "(1 == \"a\")", "(1 < true)", "context.nothing");
    private static final List<String> TEXTS =
            List.of("\"\"", "\"a\"", "\"ab\"", "\"aab\"", "\"a*b\"", "\"é\"", "\"A\"", "\"aXbXb\"");
    private static final List<String> PATTERNS = List.of(
            "\"\"", "\"*\"", "\"a*\"", "\"*b\"", "\"a*b\"", "\"a\\*b\"", "\"**\"", "\"*a*b*\"", "\"?\"", "\"é*\"");
    private static final List<String> DECIMALS = List.of(
            "decimal(\"0.0\")",
            "decimal(\"0.0001\")",
            "decimal(\"-0.0001\")",
            "decimal(\"1.5\")",
            "decimal(\"1.50\")",
            "decimal(\"922337203685477.5807\")",
            "decimal(\"-922337203685477.5808\")");
    private static final List<String> TIMES = List.of(
            "datetime(\"1970-01-01\")",
            "datetime(\"1969-12-31T23:59:59.999Z\")",
            "datetime(\"1970-01-01T00:00:00.001Z\")",
            "datetime(\"2026-11-28T12:00:00+0100\")",
            "datetime(\"2026-11-28T11:00:00Z\")");
    private static final List<String> SPANS = List.of(
            "duration(\"0ms\")", "duration(\"1ms\")", "duration(\"-1ms\")", "duration(\"1d\")", "duration(\"24h\")");
    private static final List<String> ADDRESSES = List.of(
            "ip(\"127.0.0.1\")",
            "ip(\"127.0.0.0/8\")",
            "ip(\"10.0.0.0/8\")",
            "ip(\"10.1.0.0/16\")",
            "ip(\"0.0.0.0/0\")",
            "ip(\"::1\")",
            "ip(\"::/0\")",
            "ip(\"ff02::1\")",
            "ip(\"224.0.0.1\")",
            "ip(\"fe80::/10\")");
    private static final List<String> SETS =
            List.of("[]", "[1]", "[1, 2]", "[2, 1]", "[1, 1]", "[1, \"a\"]", "[[1]]", "[3]");
    private static final List<String> ENTITIES =
            List.of("principal", "resource", "N::G::\"a\"", "N::G::\"b\"", "N::G::\"c\"", "U::\"a\"", "U::\"nobody\"");

    @Test
    void everyOperatorAnswersWhatCedarAnswers()
            throws InternalException, JsonProcessingException, CacheException, NotCompiled {
        List<String> expressions = expressions();
        List<Policy> cedar = new ArrayList<>();
        List<CompiledPolicy> compiled = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < expressions.size(); i++) {
            String id = "p" + i;
            texts.put(id, expressions.get(i));
            Policy policy =
                    new Policy("permit(principal, action, resource) when { %s };".formatted(expressions.get(i)), id);
            cedar.add(policy);
            compiled.add(PolicyCompiler.compile(id, CedarJson.objectReader().readTree(policy.toJson())));
        }
        List<Entities.Draft> drafts = List.of(
                new Entities.Draft(new Uid("U", "a"), Set.of(new Uid("N::G", "a")), Map.of("n", 1L), Map.of("t", 2L)),
                new Entities.Draft(new Uid("N::G", "a"), Set.of(new Uid("N::G", "b")), Map.of(), Map.of()),
                new Entities.Draft(new Uid("N::G", "b"), Set.of(), Map.of(), Map.of()),
                new Entities.Draft(new Uid("N::G", "c"), Set.of(), Map.of(), Map.of()));
        Situation question = new Situation(
                new Uid("U", "a"),
                new Uid("Action", "read"),
                new Uid("N::G", "c"),
                Map.of("n", 1L, "r", Map.of("n", 1L)),
                new Entities(drafts));
        CedarJudge judge = new CedarJudge(cedar);
        Decision theirs = judge.decide(question, judge.drafts(drafts)).orElseThrow();
        Decision ours = new CompiledPolicies(compiled).decide(question);
        assertThat(said(ours, texts)).isEqualTo(said(theirs, texts));
        assertThat(theirs.determining().size()).isGreaterThan(300);
        assertThat(theirs.failed().size()).isGreaterThan(300);
        assertThat(expressions.size()
                        - theirs.determining().size()
                        - theirs.failed().size())
                .isGreaterThan(300);
    }

    /// By expression, so that a difference shows which.
    private static Map<String, String> said(Decision decision, Map<String, String> texts) {
        Map<String, String> said = new TreeMap<>();
        texts.forEach((id, text) -> said.put(
                text,
                decision.failed().containsKey(id)
                        ? "fails"
                        : decision.determining().contains(id) ? "true" : "false"));
        return said;
    }

    private static List<String> expressions() {
        Set<String> all = new LinkedHashSet<>();
        pairs(all, NUMBERS, NUMBERS, "==", "!=", "<", "<=", ">", ">=");
        for (String operator : List.of("+", "-", "*")) {
            for (String one : NUMBERS) {
                for (String other : NUMBERS) {
                    all.add("(%s %s %s) == 1".formatted(one, operator, other));
                    all.add("(%s %s %s) < 1".formatted(one, operator, other));
                }
            }
        }
        NUMBERS.forEach(number -> all.add("-(%s) < 0".formatted(number)));
        pairs(all, TRUTHS, TRUTHS, "==", "&&", "||");
        TRUTHS.forEach(truth -> all.add("!(%s)".formatted(truth)));
        for (String test : TRUTHS) {
            for (String yes : TRUTHS) {
                TRUTHS.forEach(no -> all.add("if %s then %s else %s".formatted(test, yes, no)));
            }
        }
        TRUTHS.forEach(
                truth -> NUMBERS.forEach(number -> all.add("%s && (%s == 1 || %s)".formatted(truth, number, truth))));
        pairs(all, TEXTS, PATTERNS, "like");
        pairs(all, TEXTS, TEXTS, "==", "<");
        pairs(all, TIMES, TIMES, "==", "<", "<=", ">", ">=");
        pairs(all, SPANS, SPANS, "==", "<", "<=", ">", ">=");
        pairs(all, TIMES, SPANS, "==", "<");
        pairs(all, DECIMALS, DECIMALS, "==", "<");
        methods(all, DECIMALS, DECIMALS, "lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual");
        methods(all, ADDRESSES, ADDRESSES, "isInRange");
        for (String name : List.of("isIpv4", "isIpv6", "isLoopback", "isMulticast")) {
            ADDRESSES.forEach(address -> all.add("%s.%s()".formatted(address, name)));
        }
        TIMES.forEach(time -> SPANS.forEach(span -> TIMES.forEach(
                other -> all.add("%s.offset(%s).durationSince(%s) <= %s".formatted(time, span, other, span)))));
        TIMES.forEach(time -> all.add("%s.toDate() <= %s".formatted(time, time)));
        for (String unit : List.of("toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays")) {
            SPANS.forEach(span ->
                    List.of("0", "1", "24").forEach(number -> all.add("%s.%s() <= %s".formatted(span, unit, number))));
        }
        pairs(all, SETS, SETS, "==", "!=");
        methods(all, SETS, SETS, "containsAll", "containsAny", "contains");
        methods(all, SETS, NUMBERS, "contains", "containsAny");
        SETS.forEach(set -> all.add(set + ".isEmpty()"));
        pairs(all, ENTITIES, ENTITIES, "==", "in");
        for (String one : ENTITIES) {
            all.add(one + " is U");
            all.add(one + " is N::G");
            all.add(one + " is G");
            for (String other : ENTITIES) {
                all.add("%s in [N::G::\"c\", %s]".formatted(one, other));
                all.add("%s is U in %s".formatted(one, other));
            }
            all.add(one + " has n");
            all.add(one + " has \"n\"");
            all.add(one + ".n == 1");
            all.add(one + ".hasTag(\"t\")");
            all.add(one + ".getTag(\"t\") == 2");
            all.add(one + " in []");
            all.add(one + " in [1]");
            all.add(one + " in 1");
        }
        all.addAll(List.of(
                "context has n",
                "context has m",
                "context has r.n",
                "context has r.m",
                "context has n.r",
                "context.r == {n: 1}",
                "context.r == {\"n\": 2}",
                "{n: 1, m: 2} == {m: 2, n: 1}",
                "{n: 1} == {n: 1, m: 1}",
                "1 has n",
                "\"a\" in principal",
                "1 is U",
                "1 like \"a\"",
                "!1",
                "-(true) == 1",
                "if 1 then true else true",
                "[1].contains(context.nothing)",
                "1",
                "principal"));
        return List.copyOf(all);
    }

    private static void pairs(Set<String> all, List<String> left, List<String> right, String... operators) {
        for (String operator : operators) {
            left.forEach(one -> right.forEach(other -> all.add("%s %s %s".formatted(one, operator, other))));
        }
    }

    private static void methods(Set<String> all, List<String> left, List<String> right, String... names) {
        Stream.of(names)
                .forEach(name ->
                        left.forEach(one -> right.forEach(other -> all.add("%s.%s(%s)".formatted(one, name, other)))));
    }
}
