package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.organisation.Organisation;
import io.levee.organisation.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the guide shows is valid at acme, exactly as it is printed.
class PolicyGuideTest {
    private static final Pattern SNIPPET = Pattern.compile("```cedar\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_policy_of_the_guide_compiles_without_a_warning() throws IOException {
        String guide = Files.readString(Acme.folder().resolve("../../docs/guide/policies.md"));
        List<String> snippets =
                SNIPPET.matcher(guide).results().map(match -> match.group(1)).toList();
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(4);
        Organisation acme = Acme.organisation();
        Organisation guided = new Organisation(
                "guide",
                acme.settings(),
                acme.people(),
                acme.passports(),
                acme.catalog(),
                List.of(new PolicySource("docs/guide/policies.md", String.join("\n", snippets))));
        assertThat(new CedarPolicies().compile(guided))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.warnings()).isEmpty());
    }

    @Test
    void the_limits_that_the_guide_names_are_the_limits() throws IOException {
        assertThat(Files.readString(Acme.folder().resolve("../../docs/guide/policies.md")))
                .contains(PolicyReader.NESTING_MAX + " nested brackets")
                .contains(PolicyReader.OPERATORS_MAX + " operator")
                .contains(PolicyReader.LENGTH_MAX / 1024 + " KiB")
                .contains("10,000 policies");
    }
}
