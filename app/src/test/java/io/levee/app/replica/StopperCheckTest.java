package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Catalog;
import io.levee.catalog.CodeOwners;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import io.levee.organisation.Settings;
import io.levee.organisation.StopperSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is said of entries of `stoppers.yaml` that cannot become stoppers.
final class StopperCheckTest {
    private static final Map<String, String> MODEL_PROXY = Map.of("url", "https://llm.acme.example", "secret", "key");

    @Test
    void aSystemThatNobodyKnowsIsSaidWithThoseThatAreKnown() {
        List<Problem> problems = check("cards", "strpe", Map.of());

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.toString())
                    .isEqualTo(
                            "stoppers.yaml:3: the stopper `cards` is for `strpe`, which is no system that Levee knows");
            assertThat(problem.fix()).contains("stripe", "keycloak");
        });
    }

    @Test
    void everySettingThatIsMissingOrUnknownIsSaid() {
        assertThat(check("keys", "model-proxy", Map.of("urll", "https://llm.acme.example")))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "the stopper `keys` lacks the setting `secret`",
                        "the stopper `keys` lacks the setting `url`",
                        "`urll` is no setting of `model-proxy`");
    }

    @Test
    void aValueThatTheSystemDoesNotTakeIsSaidWithoutAskingTheSystem() {
        assertThat(check("keys", "model-proxy", Map.of("url", "http://llm.acme.example", "secret", "key")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .startsWith("the stopper `keys`: an address on `llm.acme.example` is not safe"));
        assertThat(check("keys", "model-proxy", MODEL_PROXY)).isEmpty();
    }

    @Test
    void noNameIsThatOfAStopperOfLeveeItself() {
        assertThat(check("tokens", "model-proxy", MODEL_PROXY))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what()).contains("`tokens` is the name of a stopper of Levee"));
    }

    private static List<Problem> check(String name, String system, Map<String, String> settings) {
        Organisation organisation = new Organisation(
                "r1",
                new Settings("acme", Optional.empty(), true),
                Map.of(),
                Map.of(),
                Catalog.EMPTY,
                List.of(),
                CodeOwners.NONE,
                List.of(),
                List.of(),
                List.of(new StopperSource(name, system, settings, Optional.empty(), List.of(), 3)),
                List.of());
        return new StopperCheck().check(organisation, false);
    }
}
