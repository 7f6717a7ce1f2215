package io.levee.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.OwnersFile.Dialect;
import io.levee.catalog.OwnersFile.Mistake;
import io.levee.catalog.OwnersFile.Owned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OwnersFileTest {
    /// A block of `catalog/owners.cases`.
    record Case(Dialect dialect, String sentence, List<String> file, List<Integer> mistakes, List<String> answers) {
        @Override
        public String toString() {
            return dialect + ": " + sentence;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileIsReadAsItsForgeSays(Case given) {
        OwnersFile file = OwnersFile.read(String.join("\n", given.file()), given.dialect());

        for (String answer : given.answers()) {
            String path = answer.substring(0, answer.indexOf(" -> "));
            assertThat(path + " -> " + said(file.ownersOf(path))).isEqualTo(answer.replace("->  ", "-> "));
        }
        assertThat(file.mistakes().stream().map(Mistake::line).distinct()).isEqualTo(given.mistakes());
    }

    @Test
    void theTableIsLarge() {
        assertThat(cases().stream().mapToInt(it -> it.answers().size()).sum()).isGreaterThan(200);
    }

    private static String said(List<Owned> owned) {
        return owned.isEmpty() ? "-" : owned.stream().map(OwnersFileTest::said).collect(Collectors.joining(" ; "));
    }

    private static String said(Owned owned) {
        String section = owned.section().isEmpty() ? "" : "[" + owned.section() + "]";
        String head = (owned.optional() ? "^" : "") + section + (owned.approvals() > 1 ? "x" + owned.approvals() : "");
        String owners = owned.owners().isEmpty() ? "nobody" : String.join(" ", owned.owners());
        return (head + " " + owned.line() + " " + owners).strip();
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String line : resource("owners.cases").lines().toList()) {
            if (line.startsWith("= ")) {
                cases.add(new Case(
                        Dialect.valueOf(line.substring(2)),
                        "",
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>()));
            } else if (line.startsWith("\" ")) {
                Case last = cases.removeLast();
                cases.add(new Case(last.dialect(), line.substring(2), last.file(), last.mistakes(), last.answers()));
            } else if (line.startsWith("|")) {
                cases.getLast().file().add(line.substring(Math.min(2, line.length())));
            } else if (line.startsWith("? ")) {
                cases.getLast().mistakes().add(Integer.valueOf(line.substring(2)));
            } else if (line.contains(" -> ")) {
                cases.getLast().answers().add(line);
            }
        }
        return cases;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(OwnersFileTest.class.getResourceAsStream("/catalog/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachForgeLooksInItsOwnOrder() {
        assertThat(Dialect.GITHUB.places()).containsExactly(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");
        assertThat(Dialect.GITLAB.places()).containsExactly("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");
    }

    @Test
    void theDialectIsGuessedFromTheFolderThenFromWhatOnlyGitLabKnows() {
        assertThat(Dialect.guess(".gitlab/CODEOWNERS", "* @a")).isEqualTo(Dialect.GITLAB);
        assertThat(Dialect.guess(".github/CODEOWNERS", "[Docs]")).isEqualTo(Dialect.GITHUB);
        assertThat(Dialect.guess("CODEOWNERS", "* @a\n^[Docs][2] @b\n")).isEqualTo(Dialect.GITLAB);
        assertThat(Dialect.guess("CODEOWNERS", "* @a\n!x\n")).isEqualTo(Dialect.GITLAB);
        assertThat(Dialect.guess("CODEOWNERS", "* @a\n/x[1] @b\n")).isEqualTo(Dialect.GITHUB);
    }

    @Test
    void gitHubLoadsNoFileOfThreeMegabytes() {
        String line = "/a/b/c/d/ @owner\n";
        String most = line.repeat((OwnersFile.GITHUB_BYTES_MAX - 1) / line.length());
        assertThat(OwnersFile.read(most, Dialect.GITHUB).ownersOf("a/b/c/d/e")).hasSize(1);

        OwnersFile tooLarge = OwnersFile.read(most + line, Dialect.GITHUB);
        assertThat(tooLarge.ownersOf("a/b/c/d/e")).isEmpty();
        assertThat(tooLarge.mistakes()).hasSize(1);
        assertThat(OwnersFile.read(most + line, Dialect.GITLAB).ownersOf("a/b/c/d/e"))
                .hasSize(1);
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsChangeNothing() {
        for (Dialect dialect : Dialect.values()) {
            OwnersFile file = OwnersFile.read("\uFEFF* @a\r\n/x/ @b\r\n", dialect);
            assertThat(said(file.ownersOf("y"))).isEqualTo("1 @a");
            assertThat(said(file.ownersOf("x/y"))).isEqualTo("2 @b");
            assertThat(file.mistakes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whateverStandsInAFileItIsRead(Dialect dialect) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "@@@##//**??[[]]!!^^\\\\ \t\n\n\nab.-_é\uD83D\uD800\u0000,:1";
        for (int i = 0; i < 3_000; i++) {
            String text = random(random, alphabet, 120);
            String path = random(random, "ab/.-[]é*", 20);
            OwnersFile file = OwnersFile.read(text, dialect);
            for (Owned owned : file.ownersOf(path)) {
                assertThat(owned.line()).as("seed %d", seed).isPositive();
                assertThat(owned.owners()).as("seed %d", seed).allMatch(owner -> owner.contains("@"));
            }
        }
    }

    private static String random(Random random, String alphabet, int lengthMax) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(lengthMax); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
