package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.rooms.review.advice.Briefing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DiffSecretsTest {
    private static final String TOKEN = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI3kM5";
    private static final String PASSWORD = "Tr0ub4dor" + "@&3xyQ";
    private static final String MIDDLE = "MIIEowIBAAKCAQEA7bq0".repeat(3) + "Zm";

    @Test
    void aSecretIsLeftOutWhereverElseItStands() {
        DiffSecrets secrets = secrets("password = \"%s\"".formatted(PASSWORD));
        assertThat(secrets.without("login(%s)".formatted(PASSWORD))).isEqualTo("login([redacted])");
        assertThat(secrets.without("x " + TOKEN)).doesNotContain(TOKEN.substring(0, 10));
    }

    @Test
    void aPartOfASecretInSomebodysWordsIsALeak() {
        DiffSecrets secrets = secrets("password = \"%s\"".formatted(PASSWORD), "t: " + TOKEN);
        assertThat(secrets.leakIn("it is " + PASSWORD.substring(3, 3 + DiffSecrets.PART)))
                .isTrue();
        assertThat(secrets.leakIn("it ends with " + TOKEN.substring(TOKEN.length() - DiffSecrets.PART)))
                .isTrue();
        assertThat(secrets.leakIn("retention.ms is -1, so log_retention_check_interval_ms does not matter"))
                .isFalse();
    }

    /// The frame of a key is not in every hunk that changes one.
    @Test
    void theMiddleOfAKeyIsNeitherShownNorSaid() {
        DiffSecrets secrets = secrets(MIDDLE);
        assertThat(secrets.leakIn("it has " + MIDDLE.substring(20, 32))).isTrue();
        ReadFile file = new ReadFile(file(MIDDLE + " and this"), Optional.empty(), new TreeSet<>(), List.of());
        assertThat(new ShownLines(secrets).of(file))
                .extracting(Briefing.Place::text)
                .containsExactly("[62 characters] and this");
    }

    @Test
    void whatReadsLikeChanceIsNotSaid() {
        assertThat(secrets("a").leakIn("the key is q8Zr2Lm5Vx7Tn1Bw4Yc6Hd9K")).isTrue();
    }

    private static DiffSecrets secrets(String... lines) {
        return DiffSecrets.in(new Change(List.of(file(lines)), List.of()));
    }

    private static ChangedFile file(String... texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Line(Line.Kind.ADDED, 0, lines.size() + 1, text, true));
        }
        return new ChangedFile(
                ChangedFile.Kind.MODIFIED,
                "a.yaml",
                "a.yaml",
                "",
                "",
                new ChangedFile.Body.Text(List.of(new Hunk(0, 0, 1, lines.size(), lines))));
    }
}
