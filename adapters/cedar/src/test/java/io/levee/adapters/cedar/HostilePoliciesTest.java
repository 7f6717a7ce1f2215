package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.Action;
import io.levee.consent.Policy;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cedar's native parser ends the whole process where its stack overflows; so a failure of these tests may look like a
/// test JVM that is gone.
class HostilePoliciesTest {
    /// Half of what threads have by default.
    private static final long SMALL_STACK = 512 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{a:", "!", "-", "if true then ", "principal.a.contains(", "1 + ", "true && "})
    void what_nests_or_chains_without_end_never_reaches_the_native_parser(String piece) {
        String text = "permit (principal, action, resource)\nwhen { " + piece.repeat(1_000) + "1 };";
        assertThat(new CedarPolicies().compile(Worlds.with(text)))
                .isInstanceOfSatisfying(
                        Compilation.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.line()).isEqualTo(1);
                                    assertThat(problem.what()).containsAnyOf("at most", "does not parse");
                                }));
    }

    /// None of these nests a bracket, and each takes the native parser one level deeper.
    @ParameterizedTest
    @ValueSource(strings = {"[\"a\"]", ".a", "(1)", ".a(1)"})
    void what_follows_itself_without_end_never_reaches_the_native_parser(String piece) {
        for (int times : List.of(300, 500, 1_000, 3_000)) {
            String text = "permit (principal, action, resource)\nwhen { principal" + piece.repeat(times) + " };";
            assertThat(new CedarPolicies().compile(Worlds.with(text)))
                    .as("%s %d times", piece, times)
                    .isInstanceOfSatisfying(
                            Compilation.Invalid.class,
                            invalid -> assertThat(invalid.problems().stream()
                                            .filter(Problem::isError)
                                            .map(Problem::line))
                                    .allMatch(line -> line <= 2));
        }
    }

    @Test
    void policies_at_the_limits_are_parsed_and_evaluated_on_half_the_usual_stack() throws InterruptedException {
        int nesting = PolicyReader.NESTING_MAX - 2; // the head's and the condition's brackets
        String deep = "(".repeat(nesting) + "true" + ")".repeat(nesting);
        String wide = "true" + " && true".repeat(PolicyReader.OPERATORS_MAX / 2 - nesting);
        String choices = "if true then ".repeat(50) + "true" + " else true".repeat(50);
        String text = List.of(deep, wide, choices, deep + " && " + wide).stream()
                .map("permit (principal, action, resource) when { %s };%n"::formatted)
                .reduce("", String::concat);
        CompletableFuture<Policy.Answer> answer = new CompletableFuture<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        Policy policy = Worlds.compiled(Worlds.with(text));
                        answer.complete(policy.ask(Worlds.ANA, Action.READ, Worlds.QUERY));
                    } catch (RuntimeException | AssertionError e) {
                        answer.completeExceptionally(e);
                    }
                },
                "small-stack",
                SMALL_STACK);
        small.start();
        small.join();
        assertThat(answer.join())
                .isInstanceOfSatisfying(
                        Policy.Answer.Permitted.class,
                        permitted -> assertThat(permitted.evidence()).hasSize(4));
    }

    @Test
    void brackets_in_strings_and_comments_are_no_brackets() {
        String text = """
                // ((((((((((((((((((((((((((((((((((((((((((((((((((((((((( ; permit (
                permit (principal, action, resource) // ; not yet
                when { resource.name != "((((((((((((((((((((((((((((((((((((((((((((; \\" ;" };
                """;
        assertThat(Worlds.compiled(Worlds.with(text)).ask(Worlds.ANA, Action.READ, Worlds.QUERY))
                .isInstanceOf(Policy.Answer.Permitted.class);
    }

    @Test
    void too_many_and_too_long_policies_are_refused() {
        String many = "permit (principal, action, resource);\n".repeat(CedarPolicies.POLICIES_MAX + 1);
        assertThat(new CedarPolicies().compile(Worlds.with(many)).problems())
                .anySatisfy(problem -> assertThat(problem.what()).contains("10001 policies are more than 10000"));
        String padding = "x".repeat(PolicyReader.LENGTH_MAX);
        String longer = "@why(\"" + padding + "\")\npermit (principal, action, resource);";
        assertThat(new CedarPolicies().compile(Worlds.with(longer)).problems())
                .anySatisfy(problem -> assertThat(problem.what()).contains("at most 16384 characters"));
    }
}
