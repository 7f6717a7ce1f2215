package io.levee.adapters.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.formats.KnownFormats;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import io.levee.knowledge.Guardrail.Example;
import io.levee.knowledge.Severity;
import io.levee.organisation.GuardrailCheck;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardrailCheckTest {
    private static final Example RISES = new Example(true, "a.yaml", "n: 1\n", "n: 2\n", List.of(), 7);
    private static final Example FALLS = new Example(false, "a.yaml", "n: 2\n", "n: 1\n", List.of(), 9);

    @Test
    void aGuardrailWhoseExamplesHoldHasNoProblem() {
        assertThat(check("it.after > it.before", "n is ${it.after}")).isEmpty();
    }

    @Test
    void aBrokenConditionIsAProblemAtTheGuardrail() {
        assertThat(check("it.aftr > 1", "")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.what()).contains("`when` of guardrail `rises`", "`it` has no `aftr`");
        });
    }

    @Test
    void aBrokenMessageIsAProblemAtTheGuardrail() {
        assertThat(check("it.after > it.before", "n is ${it.aftr}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("`message` of guardrail `rises`"));
    }

    @Test
    void anExampleThatDoesNotHoldIsAProblemAtItsLine() {
        assertThat(check("it.after < it.before", ""))
                .extracting(Problem::toString)
                .containsExactly(
                        "rules.yaml:7: guardrail `rises` finds nothing in an example that it must match",
                        "rules.yaml:9: guardrail `rises` finds something in an example that it must pass");
    }

    @Test
    void aConditionThatCannotBeToldIsAProblemAtTheExample() {
        assertThat(check("it.after > after.absent", ""))
                .extracting(Problem::line)
                .containsExactly(7, 9);
    }

    private static List<Problem> check(String when, String message) {
        AppliesTo everywhere = new AppliesTo(List.of(), Set.of("yaml"), Set.of(), List.of());
        Guardrail guardrail = new Guardrail(
                "rises",
                new TeamId("core"),
                Severity.LOW,
                message,
                "",
                List.of(),
                everywhere,
                Each.VALUE,
                when,
                List.of(RISES, FALLS),
                "rules.yaml",
                3);
        return new GuardrailCheck(Questions.CONDITIONS, new KnownFormats()).check(List.of(guardrail));
    }
}
