package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.organisation.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SkillCheckTest {
    private static final String PAGE = "---\nname: own\ndescription: Ours.\n---\nHow to.\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theLibraryOfTheTestsIsWell() {
        assertThat(SkillCheck.of(Tested.skills(), List.of())).isEmpty();
    }

    @Test
    void theStarterLibraryIsWell() {
        Skills.Read starter = Skills.starter();
        assertThat(starter.problems()).isEmpty();
        assertThat(SkillCheck.of(starter.skills(), List.of())).isEmpty();
    }

    @Test
    void everyProblemIsListedWithItsLine() throws IOException {
        assertThat(problems("""
                engine: spark
                signatures:
                  - id: own-one
                    title: one
                    kind: code
                    part: job
                    confidence: 0.9
                    match:
                      any:
                        - line: '(?<what>[a-z]+) is twisted'
                    explains: [own-nowhere]
                    cause: 'the {thing} is twisted'
                    remedy: {action: edit-code, rung: suggest, reversible: true}
                    source: https://example.com/one
                    examples:
                      - log: ERROR the spool is twisted
                        args: {what: reel}
                      - not: FATAL the rope is twisted
                """))
                .containsExactlyInAnyOrder(
                        "3: `explains` names `own-nowhere`, which is no signature",
                        "3: `{thing}` of `own-one` is found by no expression",
                        "16: the argument `what` of an example is `spool`, not `reel`",
                        "18: a look-alike is diagnosed as `own-one`");
    }

    @Test
    void whatCannotBeTakenBackIsForPeople() throws IOException {
        assertThat(problems(one("remedy: {action: rerun, rung: staging, reversible: false}")))
                .anyMatch(it -> it.contains("not reversible has the rung `staging`"));
        assertThat(problems(one("remedy: {action: rerun, rung: staging, reversible: true}")))
                .anyMatch(it -> it.contains("has no `undo`"));
        assertThat(problems(one("remedy: {action: reboot, rung: suggest, reversible: true}")))
                .anyMatch(it -> it.contains("`action: reboot` is not known"));
        assertThat(problems(one("remedy: {action: rerun, rung: suggest, reversible: false}")))
                .isEmpty();
    }

    @Test
    void expressionsMustBeOfRe2() throws IOException {
        assertThat(problems(one("remedy: {action: rerun, rung: suggest, reversible: true}")
                        .replace("is twisted'", "is (?=twisted)'")))
                .anyMatch(it -> it.contains("no expression of RE2"));
    }

    @Test
    void aSourceIsNeeded() throws IOException {
        assertThat(problems(one("remedy: {action: rerun, rung: suggest, reversible: true}")
                        .replace("    source: https://example.com/one\n", "")))
                .anyMatch(it -> it.contains("has no `source`"));
    }

    @Test
    void twoSignaturesWithOneIdAreAProblem() throws IOException {
        String text =
                one("remedy: {action: rerun, rung: suggest, reversible: true}").replace("own-one", "jvm-null");
        assertThat(problems(text)).anyMatch(it -> it.contains("`jvm-null` is a signature of"));
    }

    private static String one(String remedy) {
        return """
                engine: process
                signatures:
                  - id: own-one
                    title: one
                    kind: code
                    part: job
                    confidence: 0.9
                    match:
                      any:
                        - line: 'the [a-z]+ is twisted'
                    cause: it is twisted
                    %s
                    source: https://example.com/one
                    examples:
                      - log: ERROR the spool is twisted
                """.formatted(remedy);
    }

    private List<String> problems(String diagnosis) throws IOException {
        Path skill = Files.createDirectories(folder.resolve("own"));
        Files.writeString(skill.resolve("SKILL.md"), PAGE);
        Files.writeString(skill.resolve("diagnosis.yaml"), diagnosis);
        Skills.Read read = Skills.in(folder);
        List<Problem> problems = new ArrayList<>(read.problems());
        problems.addAll(SkillCheck.of(read.skills(), Tested.skills()));
        return problems.stream().map(it -> it.line() + ": " + it.what()).toList();
    }
}
