package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.CodeOwners;
import io.levee.organisation.EngineSource;
import io.levee.organisation.JobSettings;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import io.levee.organisation.Settings;
import io.levee.organisation.SignalSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is said of engines and signals of `levee.yaml` that cannot become one.
final class JobSourceCheckTest {
    private static final Map<String, String> DISK = Map.of("path", "/srv", "percent", "10");

    @Test
    void aKindThatNobodyKnowsIsSaidWithThoseThatAreKnown() {
        assertThat(engine("flnk", Map.of())).singleElement().satisfies(problem -> {
            assertThat(problem.toString())
                    .isEqualTo("levee.yaml:3: the engine `x` is of kind `flnk`, which Levee does not know");
            assertThat(problem.fix()).contains("flink", "kubernetes", "spark");
        });
        assertThat(signal("disk", DISK))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix())
                        .contains("disk-free", "kafka-lag", "postgres-connections", "prometheus"));
    }

    @Test
    void everySettingThatIsMissingOrUnknownIsSaid() {
        assertThat(signal("disk-free", Map.of("paths", "/srv", "percent", "10")))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "the signal `x` lacks the setting `path`", "`paths` is no setting of `disk-free`");
        assertThat(engine("flink", Map.of()))
                .extracting(Problem::what)
                .containsExactly("the engine `x` lacks the setting `url`");
    }

    @Test
    void aValueThatItDoesNotTakeIsSaidWithoutAskingAnybody() {
        assertThat(engine("flink", Map.of("url", "http://flink.acme.example")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("the engine `x`: an address on"));
        assertThat(signal("disk-free", Map.of("path", "srv", "percent", "10")))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what()).isEqualTo("the signal `x`: `srv` is no absolute folder"));
        assertThat(signal("disk-free", DISK)).isEmpty();
    }

    private static List<Problem> engine(String kind, Map<String, String> settings) {
        return check(
                Map.of("x", new EngineSource("x", kind, AssetId.parse("cluster:x"), Optional.empty(), settings, 3)),
                List.of());
    }

    private static List<Problem> signal(String kind, Map<String, String> settings) {
        return check(Map.of(), List.of(new SignalSource("x", kind, Duration.ofSeconds(30), settings, 3)));
    }

    private static List<Problem> check(Map<String, EngineSource> engines, List<SignalSource> signals) {
        JobSettings house = JobSettings.HOUSE;
        Settings settings = new Settings(
                "acme",
                Optional.empty(),
                true,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                new JobSettings(
                        house.most(),
                        house.usual(),
                        house.deadlineMax(),
                        house.idle(),
                        house.atOnce(),
                        house.perAgent(),
                        house.attempts(),
                        house.sharedUser(),
                        Map.of(),
                        Map.of(),
                        engines,
                        signals,
                        Optional.empty()));
        Organisation organisation = new Organisation(
                "r1",
                settings,
                Map.of(),
                Map.of(),
                Catalog.EMPTY,
                List.of(),
                CodeOwners.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new JobSourceCheck().check(organisation, false);
    }
}
