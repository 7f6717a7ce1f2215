package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.organisation.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is not a mistake but an attack, or looks like one: each is a problem, none ends or stalls the process.
class HostileFolderTest {
    @TempDir
    Path parent;

    @Test
    void aFileThatIsNotUtf8IsNamedWithTheLineOfTheFirstBadByte() throws IOException {
        Folder folder = small();
        byte[] text = "roles:\n  analyst: asks\npeople:\n  ana:\n    name: X".getBytes(StandardCharsets.UTF_8);
        text[text.length - 1] = (byte) 0xE9;
        Files.write(folder.root().resolve("people.yaml"), text);

        assertThat(folder.read().problems()).extracting(Problem::toString).contains("people.yaml:5: this is not UTF-8");
    }

    @Test
    void aHugeFileIsNotRead() {
        Folder folder = small().write("assets/huge.yaml", "#".repeat(Scan.FILE_BYTES_MAX + 1));

        assertThat(problemsOf(folder)).containsExactly("assets/huge.yaml: larger than 1024 KiB");
    }

    @Test
    void aDescriptionMayBeLargerThanWhatPeopleWriteButNotEndless() {
        Folder folder = small().edit("apis/things.openapi.yaml", "paths:", "#".repeat(2 << 20) + "\npaths:");
        assertThat(problemsOf(folder)).isEmpty();

        folder.write("apis/huge.openapi.json", " ".repeat(Scan.DESCRIPTION_BYTES_MAX + 1));
        assertThat(problemsOf(folder)).containsExactly("apis/huge.openapi.json: larger than 16384 KiB");

        folder.write("apis/huge.openapi.json", "[" + "a,".repeat(1_500_000) + "a]");
        assertThat(problemsOf(folder))
                .containsExactly("apis/huge.openapi.json:1: the file holds more than 1500000 names and values");
    }

    @Test
    void aWordOfMillionsOfLettersIsReadAsFastAsOthers() {
        Folder folder = small();
        int length = Scan.DESCRIPTION_BYTES_MAX - 1_000;
        for (String text : List.of("a".repeat(length), "\"" + "a".repeat(length) + "\"", "#".repeat(length))) {
            assertThat(problemsOf(folder.write("apis/long.openapi.yaml", text))).hasSize(1);
        }
    }

    @Test
    void aThousandNestedListsAreNotRead() {
        Folder folder = small().write("assets/deep.yaml", "assets: " + "[".repeat(1_000));

        assertThat(problemsOf(folder)).containsExactly("assets/deep.yaml:1: this is nested more than 64 deep");
    }

    @Test
    void billionLaughsStayUnlaughed() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [ha, ha]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Folder folder = small().write("assets/bomb.yaml", bomb.toString());

        assertThat(problemsOf(folder)).containsExactly("assets/bomb.yaml:2: an alias (`*name`) is not read here");
    }

    @Test
    void aTagThatNamesAClassMakesNothing() {
        Folder folder = small().write("assets/tag.yaml", "owner: !!javax.script.ScriptEngineManager [x]\nassets: {}\n");

        assertThat(problemsOf(folder)).containsExactly("assets/tag.yaml:1: `owner` is a list, not a text");
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
        Folder folder = small();
        Path secret = Files.writeString(parent.resolve("secret.yaml"), "owner: core\nassets: {}\n");
        Files.createDirectories(parent.resolve("elsewhere"));
        Files.createSymbolicLink(folder.root().resolve("assets/secret.yaml"), secret);
        Files.createSymbolicLink(folder.root().resolve("teams/elsewhere"), parent.resolve("elsewhere"));
        Files.createSymbolicLink(folder.root().resolve("assets/nowhere.yaml"), parent.resolve("nowhere"));

        assertThat(problemsOf(folder))
                .containsExactly(
                        "assets/nowhere.yaml: this link leads nowhere",
                        "assets/secret.yaml: this link leads out of the folder",
                        "teams/elsewhere: this link leads out of the folder");
    }

    @Test
    void aLinkInsideTheFolderIsFollowedUnlessItGoesInACircle() throws IOException {
        Folder folder = small().write("docs/shared.txt", "owner: core\nassets: { \"table:more\": {} }\n");
        Files.createSymbolicLink(
                folder.root().resolve("assets/more.yaml"), folder.root().resolve("docs/shared.txt"));
        assertThat(problemsOf(folder)).isEmpty();

        Files.createSymbolicLink(folder.root().resolve("teams/loop"), folder.root());

        assertThat(problemsOf(folder)).containsExactly("teams/loop: this link leads to a folder that contains it");
    }

    @Test
    void aFolderWhereAFileShouldBeIsAProblem() throws IOException {
        Folder folder = small();
        Files.delete(folder.root().resolve("levee.yaml"));
        Files.createDirectories(folder.root().resolve("levee.yaml"));

        assertThat(problemsOf(folder)).containsExactly("levee.yaml: this file is missing");
    }

    @Test
    void noFolderIsAProblemOfItsOwn() {
        Reading reading = new OrganisationFolder(parent.resolve("none"), List.of()).read();

        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        assertThat(reading.problems().getFirst().what()).contains("does not exist");
    }

    @Test
    void thousandsOfProblemsAreCutAndCounted() {
        Folder folder = small().write("assets/many.yaml", "owner: core\nassets:\n" + "  Bad:name: {}\n".repeat(5_000));
        for (int i = 0; i < 20; i++) {
            StringBuilder many = new StringBuilder("owner: core\nassets:\n");
            for (int j = 0; j < 300; j++) {
                many.append("  Bad:n%d: {}\n".formatted(j));
            }
            folder.write("assets/many%d.yaml".formatted(i), many.toString());
        }

        List<Problem> problems = folder.read().problems();

        assertThat(problems).hasSize(OrganisationFolder.PROBLEMS_MAX + 1);
        assertThat(problems.getLast().what()).endsWith("more problems are not listed");
    }

    @Test
    void aCheckThatSaysNoMakesTheWholeRevisionInvalid() {
        Folder folder = small();
        Problem policy = Problem.error("policies/all.cedar", 1, "this is no policy", "write one");

        Reading reading = new OrganisationFolder(folder.root(), List.of((_, partial) -> {
                    assertThat(partial).isFalse();
                    return List.of(policy);
                }))
                .read();

        assertThat(reading).isEqualTo(new Reading.Invalid(List.of(policy)));
    }

    @Test
    void aCheckIsAskedBesideOtherProblemsSoThatAllAreListedAtOnce() {
        Folder folder = small().edit("assets/things.yaml", "owner: core", "owner: cor");

        Reading reading = new OrganisationFolder(
                        folder.root(),
                        List.of((_, partial) ->
                                List.of(Problem.error("policies/all.cedar", 1, "partial: " + partial, "write one"))))
                .read();

        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "assets/things.yaml:1: the owner of this file's assets: there is no team `cor`",
                        "policies/all.cedar:1: partial: true");
    }

    @Test
    void aCheckThatFailsIsNoYes() {
        Reading reading = new OrganisationFolder(small().root(), List.of((_, _) -> {
                    throw new IllegalStateException("engine not found");
                }))
                .read();

        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        assertThat(reading.problems().getFirst().what()).contains("engine not found");
    }

    @Test
    void theRevisionIsThatOfTheContentAlone() throws IOException {
        Folder folder = small();
        String first = revision(folder);
        folder.write("README.md", "not part of it").write(".git/HEAD", "nor this");
        assertThat(revision(folder)).isEqualTo(first);
        folder.write("policies/all.cedar", "permit (principal, action, resource); // changed\n");
        assertThat(revision(folder)).isNotEqualTo(first);

        Folder copy = Folder.small(parent.resolve("copy"));
        assertThat(revision(copy)).isEqualTo(first);
        Files.move(copy.root().resolve("policies/all.cedar"), copy.root().resolve("policies/other.cedar"));
        assertThat(revision(copy)).isNotEqualTo(first);
    }

    private Folder small() {
        return Folder.small(parent.resolve("org"));
    }

    private static List<String> problemsOf(Folder folder) {
        return folder.read().problems().stream().map(Problem::toString).toList();
    }

    private static String revision(Folder folder) {
        return ((Reading.Valid) folder.read()).organisation().revision();
    }
}
