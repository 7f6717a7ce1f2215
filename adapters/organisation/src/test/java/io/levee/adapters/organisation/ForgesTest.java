package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.ActorId;
import io.levee.organisation.ForgeSource;
import io.levee.organisation.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `forges` in levee.yaml.
final class ForgesTest {
    private static final String WHOLE = """
            name: small
            login: local
            forges:
              - name: hub
                kind: github
                repositories: [acme/shop, acme/web]
                token: hub-token
                webhook: hub-webhook
                onBehalfOf: ana
                people: { "dana[bot]": ana }
              - name: lab
                kind: gitlab
                api: https://lab.example/api/v4
                repositories: ["42"]
                token: lab-token
                webhook: lab-webhook
            """;

    @TempDir
    Path root;

    private Reading read(String yaml) {
        return Folder.small(root).write("levee.yaml", yaml).read();
    }

    @Test
    void readsWhatIsReviewedWhere() {
        Reading.Valid valid = (Reading.Valid) read(WHOLE);
        assertThat(valid.organisation().settings().forges())
                .containsExactly(
                        new ForgeSource(
                                "hub",
                                ForgeSource.Kind.GITHUB,
                                "https://api.github.com",
                                Set.of("acme/shop", "acme/web"),
                                "hub-token",
                                "hub-webhook",
                                Map.of("dana[bot]", ActorId.person("ana")),
                                Optional.of(ActorId.person("ana"))),
                        new ForgeSource(
                                "lab",
                                ForgeSource.Kind.GITLAB,
                                "https://lab.example/api/v4",
                                Set.of("42"),
                                "lab-token",
                                "lab-webhook",
                                Map.of(),
                                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "'kind: github', 'kind: hub', 5, 'write `github` or `gitlab`'",
        "'[acme/shop, acme/web]', '[acme]', 6, 'write `OWNER/NAME`'",
        "'[acme/shop, acme/web]', '[acme/shop, Acme/Shop]', 6, 'leave one of them'",
        "'[\"42\"]', '[acme/shop]', 14, 'project''s number'",
        "'https://lab.example/api/v4', 'http://lab.example/api/v4', 13, 'write `https://…`'",
        "'https://lab.example/api/v4', 'https://lab.example/api/v4/', 13, 'write `https://HOST/api/v3`'",
        "'webhook: hub-webhook', 'webhook: hub-token', 8, 'use two'",
        "'name: lab', 'name: hub', 3, 'another name'",
        "'onBehalfOf: ana', 'onBehalfOf: nobody', 9, 'nobody'",
        "'dana[bot]\": ana', 'dana[bot]\": nobody', 10, 'nobody'",
        "'token: lab-token', 'tokens: lab-token', 15, 'token'",
    })
    void otherwiseItIsSaidWhereAndHow(String right, String wrong, int line, String fix) {
        Reading.Invalid invalid = (Reading.Invalid) read(WHOLE.replace(right, wrong));
        assertThat(invalid.problems()).filteredOn(Problem::isError).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.what() + problem.fix()).contains(fix);
        });
    }
}
