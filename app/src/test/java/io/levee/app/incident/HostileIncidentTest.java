package io.levee.app.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.app.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages, revisions and repositories of people who mean no good.
final class HostileIncidentTest {
    private static final String FILE = "apps/a.properties";

    @TempDir
    private Path folder;

    private static String cause(Shop shop) {
        shop.repository().write(FILE, "wait=1\n").commit("begin", "eve");
        return shop.repository().write(FILE, "wait=900\n").commit("wait", "eve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\nid: ../../../etc/passwd\n---\nx\n",
                "---\nid: a/b\n---\nx\n",
                "---\nid: \"..\"\n---\nx\n",
                "---\nid: [a]\n---\nx\n",
                "---\nid: a\nowner: me\n---\nx\n",
                "---\nseverity: awful\n---\nx\n",
                "---\ndate: yesterday\n---\nx\n",
                "---\nteam: ../shop\n---\nx\n",
                "---\nteam: nobody\n---\nx\n",
                "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nx\n",
                "---\nid: a\nx\n",
                "---\n: [\n---\nx\n",
                "",
                "  \n\n",
                "pay\u202Eload\n",
                "in\u200Bvisible\n"
            })
    void aPageThatIsWrongIsRefusedAndNothingIsWritten(String page) {
        try (Shop shop = new Shop(folder)) {
            String cause = cause(shop);
            List<String> before = shop.files();
            CommandRun.Result added = shop.add(shop.page(page), "--caused-by", cause);
            assertThat(added.exit()).as(added.out()).isEqualTo(2);
            assertThat(added.err()).startsWith("levee: ").doesNotContain("Exception", "\u202E", "\u200B");
            assertThat(shop.files()).isEqualTo(before);
        }
    }

    @Test
    void nestingWithoutEndIsRefused() {
        try (Shop shop = new Shop(folder)) {
            String page = "---\nassets: %s\n---\nx\n".formatted("[".repeat(5_000) + "]".repeat(5_000));
            CommandRun.Result added = shop.add(shop.page(page), "--caused-by", cause(shop));
            assertThat(added.exit()).isEqualTo(2);
        }
    }

    @Test
    void aPageHasALimitAndAnEncoding() {
        byte[] large = new byte[Page.BYTES_MAX + 1];
        Arrays.fill(large, (byte) 'x');
        assertThatThrownBy(() -> Page.read("-", new ByteArrayInputStream(large)))
                .hasMessageContaining("256 KiB");
        byte[] latin = "first\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Page.read("-", new ByteArrayInputStream(latin)))
                .hasMessage("-:2: this is not UTF-8: save the file as UTF-8");
    }

    @Test
    void linesOfWindowsAreLines() throws IOException {
        var page = Page.read(
                "-",
                new ByteArrayInputStream(
                        "\uFEFF---\r\nid: INC-1\r\n---\r\nIt broke.\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.id()).contains("INC-1");
        assertThat(page.body()).isEqualTo("It broke.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=x",
                "-",
                "nowhere",
                "HEAD^{tree}",
                "../x",
                "HEAD:apps/a.properties",
                "HEAD..HEAD~1"
            })
    void aRevisionThatIsNoneIsRefused(String rev) {
        try (Shop shop = new Shop(folder)) {
            cause(shop);
            for (String option : List.of("--caused-by", "--fixed-by")) {
                List<String> before = shop.files();
                CommandRun.Result added = option.equals("--caused-by")
                        ? shop.add(shop.page("x\n"), option + "=" + rev)
                        : shop.add(shop.page("x\n"), "--caused-by=HEAD", option + "=" + rev);
                assertThat(added.exit()).as(added.out()).isEqualTo(2);
                assertThat(added.err()).contains("names no commit");
                assertThat(shop.files()).isEqualTo(before);
            }
        }
    }

    @Test
    void anIncidentThatIsThereIsNotOverwritten() {
        try (Shop shop = new Shop(folder)) {
            String cause = cause(shop);
            String page = shop.page("---\nid: INC-1\n---\nx\n");
            assertThat(shop.add(page, "--caused-by", cause).exit()).isZero();
            String kept = shop.orgText("teams/shop/incidents/INC-1.md");
            CommandRun.Result again = shop.add(page, "--caused-by", cause);
            assertThat(again.exit()).isEqualTo(2);
            assertThat(again.err()).contains("incident `INC-1` is there already", "another `id`");
            assertThat(shop.orgText("teams/shop/incidents/INC-1.md")).isEqualTo(kept);
        }
    }

    @Test
    void aFolderThatLeadsElsewhereIsNotFollowed() throws IOException {
        try (Shop shop = new Shop(folder)) {
            String cause = cause(shop);
            Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
            Kept kept = new Kept(List.of(
                    new Kept.KeptFile("teams/shop/one.md", "one"),
                    new Kept.KeptFile("teams/shop/evals/two.md", "two")));
            Files.createSymbolicLink(shop.org().resolve("teams/shop/evals"), elsewhere);
            List<String> before = shop.files();
            assertThatThrownBy(() -> kept.write(shop.org(), () -> {})).hasMessageContaining("by a link");
            assertThat(shop.files()).isEqualTo(before);
            assertThat(elsewhere).isEmptyDirectory();
            assertThat(shop.add(shop.page("x\n"), "--caused-by", cause).exit()).isEqualTo(2);
            assertThat(elsewhere).isEmptyDirectory();
        }
    }

    @Test
    void whatTheFolderCannotBeWithIsTakenBack() {
        try (Shop shop = new Shop(folder)) {
            List<String> before = shop.files();
            Kept kept = new Kept(List.of(new Kept.KeptFile("teams/shop/incidents/one.md", "one")));
            assertThatThrownBy(() -> kept.write(shop.org(), () -> {
                        throw new IllegalStateException("not valid");
                    }))
                    .hasMessage("not valid");
            assertThat(shop.files()).isEqualTo(before);
            assertThat(shop.org().resolve("teams/shop/incidents")).doesNotExist();
        }
    }

    @Test
    void secretsAndHiddenTextAreNotKept() {
        try (Shop shop = new Shop(folder)) {
            String key = "AKIA" + "Q3EGRXU5ZP2LM7TN";
            shop.repository().write(FILE, "wait=1\naws.id=" + key + "\n").write("apps/b.properties", "size=1\n");
            shop.repository().commit("begin", "eve");
            shop.repository()
                    .write(FILE, "wait=900\naws.id=" + key + "\n")
                    .write("apps/b.properties", "size=\u202E9\n");
            String cause = shop.repository().commit("use " + key, "eve");
            CommandRun.Result added =
                    shop.add(shop.page("# Too slow\n\nIt logged " + key + "\n"), "--caused-by", cause, "--dry-run");
            CommandRun.Result real = shop.add(shop.page("# Too slow\n\nIt logged " + key + "\n"), "--caused-by", cause);
            assertThat(real.exit()).as(real.err()).isZero();
            assertThat(added.out() + real.out())
                    .contains("`apps/b.properties` is not looked at: it hides text on line 1");
            StringBuilder all = new StringBuilder(added.out() + real.out());
            shop.files().forEach(file -> all.append(shop.orgText(file)));
            assertThat(all.toString()).contains("[redacted: aws]").doesNotContain(key, "\u202E");
            assertThat(shop.cases().exit()).as(shop.cases().out()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- { name: DB_PASSWORD, value: \"%s\" }",
                "- name: API_TOKEN\n  value: %s",
                "[{\"name\": \"clientSecret\", \"value\": \"%s\"}]",
                "password: %s"
            })
    void valuesWhoseNamesSayThatTheyAreSecretAreNotKept(String written) {
        String secret = "Zx9qT4mW8r" + "Lp2vKd";
        assertThat(NamedSecrets.redacted(written.formatted(secret)))
                .contains("[redacted: password]")
                .doesNotContain(secret);
        assertThat(NamedSecrets.redacted("- name: REPLICAS\n  value: 3\n")).isEqualTo("- name: REPLICAS\n  value: 3\n");
    }

    @Test
    void whoseItIsMustBeClear() {
        try (Shop shop = new Shop(folder)) {
            shop.repository().write("both/a.properties", "wait=1\n").write("nobody.properties", "n=1\n");
            shop.repository().commit("begin", "eve");
            String both =
                    shop.repository().write("both/a.properties", "wait=2\n").commit("both", "eve");
            String nobody =
                    shop.repository().write("nobody.properties", "n=2\n").commit("nobody", "eve");
            assertThat(shop.add(shop.page("x\n"), "--caused-by", both).err())
                    .contains("several teams own what commit", "data owns `both/a.properties`", "`--team`");
            assertThat(shop.add(shop.page("x\n"), "--caused-by", nobody).err())
                    .contains("nobody owns what commit", "`data`, `shop`");
            assertThat(shop.add(shop.page("x\n"), "--caused-by", both, "--team", "data", "--dry-run")
                            .exit())
                    .isZero();
        }
    }

    @Test
    void aDryRunWritesNothing() {
        try (Shop shop = new Shop(folder)) {
            String cause = cause(shop);
            List<String> before = shop.files();
            assertThat(shop.add(shop.page("x\n"), "--caused-by", cause, "--dry-run")
                            .out())
                    .contains("nothing is written", "examples:", "causing: block");
            assertThat(shop.files()).isEqualTo(before);
        }
    }

    /// Whatever stands in a change: what is proposed compiles, finds its cause, and lets its fix pass.
    @Test
    void whateverIsProposedHolds() {
        long seed = 41;
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            Path here = folder.resolve("r" + round);
            try (Shop shop = new Shop(here)) {
                String file = "apps/f"
                        + List.of(".properties", ".yaml", ".json", ".toml", ".py", ".txt", ".sql")
                                .get(random.nextInt(7));
                shop.repository()
                        .write(file, content(random))
                        .write("apps/x.md", "x\n")
                        .commit("begin", "eve");
                String before = shop.repository().text(file);
                String cause = shop.repository().write(file, content(random)).commit("wild", "eve");
                CommandRun.Result added = shop.add(
                        shop.page("---\nid: I-1\n---\nx\n"), "--caused-by", cause, "--json", "--severity", "high");
                if (before.equals(shop.repository().text(file))) {
                    continue;
                }
                String story = "seed %d, round %d: %s".formatted(seed, round, added.err() + added.out());
                assertThat(added.exit()).as(story).isZero();
                assertThat(shop.run("org", "check", shop.org().toString()).exit())
                        .as(story)
                        .isZero();
                if (!Shop.json(added).get("guardrail").get("kind").asString().equals("nothing")) {
                    assertThat(shop.cases().exit())
                            .as(story + shop.cases().out())
                            .isZero();
                }
            }
        }
    }

    private static String content(Random random) {
        List<String> pieces = List.of(
                "a.b = 1",
                "key: 'it''s'",
                "\"q\\\\\"",
                "${HOME}",
                "# note",
                "x = \"y\"",
                "DROP TABLE t;",
                "é ü 漢字",
                "\t- list",
                "[section]",
                "---",
                "when: >-",
                "\\n\\t",
                "a: {b: [1, 2]}",
                "timeout: 30s",
                "'''",
                "%s %d");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())))
                    .append(random.nextInt(3))
                    .append('\n');
        }
        return text.toString();
    }
}
