package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.ActorId;
import io.levee.ledger.MaxStaleness;
import io.levee.ledger.proof.NoteSigner;
import io.levee.organisation.Problem;
import io.levee.organisation.StalenessWaiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `staleness` in levee.yaml.
final class StalenessTest {
    private static final NoteSigner ANA = NoteSigner.generate("operator/ana");
    private static final Instant END = Instant.parse("2027-01-31T00:00:00Z");

    @TempDir
    Path root;

    @Test
    void stricterNeedsNobody() {
        assertThat(valid("  - { api: things, changes: 500ms, all: 1s }"))
                .containsExactly(Map.entry(
                        "things", new MaxStaleness(Duration.ofMillis(500), Duration.ofSeconds(1), Optional.empty())));
    }

    @Test
    void whatIsNotSaidIsNoLongerThanWhatIs() {
        assertThat(valid("  - { api: things, all: 1s }").get("things"))
                .isEqualTo(new MaxStaleness(Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty()));
    }

    @Test
    void looserTakesAWaiverOfAnOperator() {
        assertThat(valid(looser(8, note("things", 8))).get("things"))
                .isEqualTo(new MaxStaleness(Duration.ofSeconds(8), Duration.ofSeconds(10), Optional.of(END)));
    }

    @Test
    void aWaiverIsForItsApiAndItsTimeAndBySomebodyWhoMay() {
        assertThat(problem(looser(8, ""))).contains("longer than 2 s, and no waiver says that");
        assertThat(problem(looser(9, note("things", 8)))).contains("no waiver says that");
        assertThat(problem(looser(8, note("others", 8)))).contains("no waiver says that");
        assertThat(problem(looser(8, note("things", 8).replace("PT8S", "PT9S"))))
                .contains("not signed by `person:ana`");
        assertThat(problem(looser(8, note("things", 8).replace("until 2027", "until 2037"))))
                .contains("not signed by `person:ana`");
        String stranger = NoteSigner.generate("operator/ana")
                .sign(waiver("things", 8).text())
                .toString();
        assertThat(problem(looser(8, stranger))).contains("not signed by `person:ana`");
        assertThat(problem(looser(8, "nothing at all\n"))).contains("waiver");
    }

    @ParameterizedTest
    @CsvSource({
        "'  - { api: nothing, changes: 1s }', api:nothing",
        "'  - { api: things, all: 11s }', longer than 10 s",
        "'  - { api: things, changes: 50ms }', shorter than 100 ms",
        "'  - { api: things, changes: 1h }', write `500ms` or `2s`",
        "'  - { api: things, changes: 1s }\n  - { api: things, changes: 1s }', already",
        "'  - { changes: 1s }', api",
    })
    void otherwiseItIsSaidWhere(String yaml, String what) {
        assertThat(problem(yaml.replace("\\n", "\n"))).contains(what);
    }

    private static String looser(int seconds, String note) {
        return "  - api: things\n    changes: %ds\n".formatted(seconds)
                + (note.isEmpty() ? "" : "    waiver: |\n" + note.indent(6));
    }

    private static String note(String api, int seconds) {
        return ANA.sign(waiver(api, seconds).text()).toString();
    }

    private static StalenessWaiver waiver(String api, int seconds) {
        return new StalenessWaiver(api, Duration.ofSeconds(seconds), ActorId.person("ana"), END, "its database moves");
    }

    private Map<String, MaxStaleness> valid(String yaml) {
        return read(yaml) instanceof Reading.Valid(var organisation, var _)
                ? organisation.settings().staleness()
                : Map.of();
    }

    private String problem(String yaml) {
        return read(yaml) instanceof Reading.Invalid(var problems)
                ? problems.stream().map(StalenessTest::told).reduce("", (one, other) -> one + "\n" + other)
                : "valid";
    }

    private static String told(Problem problem) {
        return problem.what() + ": " + problem.fix();
    }

    private Reading read(String yaml) {
        return Folder.small(root)
                .write("levee.yaml", """
                        name: small
                        login: local
                        operators:
                          - person: ana
                            key: %s
                        staleness:
                        %s
                        """.formatted(ANA.logKey(), yaml))
                .read();
    }
}
