package io.levee.app.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cases that people wrote or changed.
final class CasesTest {
    private static final String CASE = "teams/shop/evals/reviewers/INC-1/";

    @TempDir
    private Path folder;

    private static String diff(String from, String to) {
        return """
                --- a/apps/a.properties
                +++ b/apps/a.properties
                @@ -1 +1 @@
                -wait=%s
                +wait=%s
                """.formatted(from, to);
    }

    private Shop shop(String severity, String when) {
        return new Shop(folder)
                .org(CASE + "case.yaml", "id: INC-1\nincident: INC-1\ncausing: block\nfix: pass\n")
                .org(CASE + "causing.diff", diff("1", "900"))
                .org(CASE + "fix.diff", diff("900", "1"))
                .org("teams/shop/guardrails/wait.yaml", """
                        id: wait
                        severity: %s
                        message: the wait changes
                        applies-to: { paths: [/apps/] }
                        each: line
                        when: %s
                        examples:
                          - match: { file: apps/a.properties, before: "wait=1\\n", after: "wait=900\\n" }
                          - pass: { file: apps/a.properties, before: "wait=1\\n", after: "n=1\\n" }
                        """.formatted(severity, when));
    }

    @Test
    void aCaseByHandHoldsWhereItsTeamBlocksTheOneAndPassesTheOther() {
        try (Shop shop = shop("high", "it.text == 'wait=900'")) {
            assertThat(shop.cases().out()).contains("ok    shop/INC-1: blocked by `wait`", "1 of 1 cases hold");
            assertThat(shop.cases().exit()).isZero();
        }
    }

    @Test
    void aRuleThatOnlySpeaksBlocksNothing() {
        try (Shop shop = shop("medium", "it.text == 'wait=900'")) {
            assertThat(shop.cases().out()).contains("FAIL  shop/INC-1: `wait` only speaks");
            assertThat(shop.cases().exit()).isEqualTo(1);
        }
    }

    @Test
    void aRuleThatBlocksTheFixIsTooWide() {
        try (Shop shop = shop("high", "it.text.startsWith('wait=')")) {
            assertThat(shop.cases().out()).contains("FAIL  shop/INC-1: `wait` blocks its fix, too");
            assertThat(shop.cases().exit()).isEqualTo(1);
        }
    }

    @Test
    void aCaseThatIsNoneIsSaidWithItsPlace() {
        try (Shop shop = shop("high", "it.text == 'wait=900'")) {
            shop.org(CASE + "fix.diff", "nothing\n");
            CommandRun.Result empty = shop.cases();
            assertThat(empty.exit()).isEqualTo(2);
            assertThat(empty.err()).contains(CASE + "case.yaml", "`fix.diff` changes nothing");
            shop.org(CASE + "fix.diff", diff("900", "1"));
            shop.org(CASE + "case.yaml", "id: INC-1\nincident: INC-1\ncausing: allow\nfix: pass\n");
            assertThat(shop.cases().err()).contains(CASE + "case.yaml:3: `causing: allow` is not known");
            shop.org(CASE + "case.yaml", "id: INC-1\nincident: INC-1\ncausing: block\n");
            assertThat(shop.cases().err()).contains("has no `fix`");
        }
    }
}
