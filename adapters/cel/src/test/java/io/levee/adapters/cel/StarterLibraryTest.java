package io.levee.adapters.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.organisation.StarterLibrary;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.Example;
import io.levee.organisation.GuardrailCheck;
import io.levee.organisation.Problem;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StarterLibraryTest {
    private static final GuardrailCheck CHECK = new GuardrailCheck(Questions.CONDITIONS, new KnownFormats());

    static List<Guardrail> all() {
        return StarterLibrary.byDomain().values().stream().flatMap(List::stream).toList();
    }

    @Test
    void everyConditionCompilesAndEveryExampleHolds() {
        assertThat(CHECK.check(all())).extracting(Problem::toString).isEmpty();
    }

    @Test
    void everyGuardrailHasASourceAnAdviceAndBothKindsOfExamples() {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(60).allSatisfy(guardrail -> {
            assertThat(guardrail.why())
                    .isNotEmpty()
                    .allSatisfy(why -> assertThat(URI.create(why).getScheme()).isEqualTo("https"));
            assertThat(guardrail.advice()).isNotEmpty();
            assertThat(guardrail.examples()).anyMatch(Example::matches).anyMatch(example -> !example.matches());
        });
    }

    @Test
    void everyIdIsThereOnce() {
        Set<String> seen = new HashSet<>();
        assertThat(all()).allMatch(guardrail -> seen.add(guardrail.id()));
    }

    @Test
    void nothingIsFoundWhereNothingGotWorse() {
        List<Guardrail> turned = all().stream()
                .map(StarterLibraryTest::withoutAChangeForTheWorse)
                .toList();

        assertThat(CHECK.check(turned)).extracting(Problem::toString).isEmpty();
    }

    @Test
    void aTeamGetsADomainAsItsOwn() {
        TeamId team = new TeamId("streams");

        assertThat(StarterLibrary.forTeam("kafka", team))
                .hasSizeGreaterThan(10)
                .allMatch(guardrail -> guardrail.team().equals(team));
    }

    /// The bad state of each example that must match, with one more line that says nothing: what
    /// was bad before is no finding.
    private static Guardrail withoutAChangeForTheWorse(Guardrail guardrail) {
        List<Example> examples = guardrail.examples().stream()
                .filter(example -> example.matches() && !example.after().isEmpty())
                .map(example -> new Example(
                        false,
                        example.file(),
                        example.after(),
                        example.after() + comment(example),
                        example.touched(),
                        example.line()))
                .toList();
        return new Guardrail(
                guardrail.id(),
                guardrail.team(),
                guardrail.severity(),
                guardrail.message(),
                guardrail.advice(),
                guardrail.why(),
                guardrail.appliesTo(),
                guardrail.each(),
                guardrail.when(),
                examples,
                guardrail.file(),
                guardrail.line());
    }

    private static String comment(Example example) {
        if (example.file().endsWith(".json")) {
            return "\n";
        }
        boolean sql = example.file().endsWith(".sql");
        boolean java = Arrays.asList(".java", ".kt").stream().anyMatch(example.file()::endsWith);
        return java ? "// nothing\n" : sql ? "-- nothing\n" : "# nothing\n";
    }
}
