package io.levee.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.CodeOwners.Rule;
import io.levee.catalog.CodeOwners.Section;
import io.levee.identity.ActorId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "*,                any/file.txt,             true",
        "*.js,             deep/down/app.js,         true",
        "*.js,             app.jsx,                  false",
        "/build/logs/,     build/logs/a/b,           true",
        "/build/logs/,     sub/build/logs/a,         false",
        "docs/*,           docs/start.md,            true",
        "docs/*,           docs/build/start.md,      false",
        "docs/*,           sub/docs/start.md,        false",
        "apps/,            x/apps/y/z,               true",
        "/docs/,           docs/x,                   true",
        "/apps/github,     apps/github/a,            true",
        "/apps/github,     apps/githubs,             false",
        "**/logs,          a/b/logs/c,               true",
        "/a/**/z,          a/z,                      true",
        "/a/**/z,          a/b/c/z,                  true",
        "/a/**/z,          b/z,                      false",
        "/a?c,             abc,                      true",
        "/a?c,             a/c,                      false",
        "README.md,        sub/README.md,            true",
        "sub/README.md,    other/sub/README.md,      false"
    })
    void gitHubPatternsMatchAsItsDocumentationSays(String pattern, String path, boolean matches) {
        assertThat(PathPattern.gitHub(pattern).matches(path)).isEqualTo(matches);
        assertThat(PathPattern.gitHub(pattern).matches("/" + path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "internal/README.md,  docs/internal/README.md,  true",
        "/internal/README.md, docs/internal/README.md,  false",
        "/docs/*.md,          docs/index.md,            true",
        "/docs/*.md,          docs/api/index.md,        false",
        "/docs/**/*.md,       docs/api/index.md,        true"
    })
    void gitLabAnchorsOnlyByASlashAtTheStart(String pattern, String path, boolean matches) {
        assertThat(PathPattern.gitLab(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void aPatternOfManyStarsIsMatchedInReasonableTime() {
        String pattern = "/" + "**/*a*a*a*a/".repeat(40) + "b";
        String path = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/".repeat(200) + "c";

        assertThat(PathPattern.gitHub(pattern).matches(path)).isFalse();
    }

    @Test
    void theLastMatchOfEachSectionDecidesAndAnExclusionTakesOut() {
        CodeOwners owners = new CodeOwners(List.of(
                new Section("", false, 1, List.of(rule("*", "a", false, 1), rule("/x/", "b", false, 2))),
                new Section("Docs", true, 2, List.of(rule("*.md", "c", false, 4), rule("/x/keep.md", "", true, 5)))));

        assertThat(owners.ownersOf("y/z")).containsExactly(ActorId.team("a"));
        assertThat(owners.ownersOf("x/z.md")).containsExactly(ActorId.team("b"), ActorId.team("c"));
        assertThat(owners.ownersOf("x/keep.md")).containsExactly(ActorId.team("b"));
        assertThat(owners.rulesFor("x/z.md")).extracting(Rule::line).containsExactly(2, 4);
    }

    private static Rule rule(String pattern, String team, boolean excludes, int line) {
        List<ActorId> owners = excludes ? List.of() : List.of(ActorId.team(team));
        return new Rule(PathPattern.gitLab(pattern), owners, excludes, line);
    }
}
