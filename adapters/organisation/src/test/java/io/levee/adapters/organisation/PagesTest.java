package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.organisation.Problem;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PagesTest {
    private static final String FILE = "teams/kafka/incidents/full.md";

    private static final String SPOILT = "\n\r-:{}[]&*#\"' \t\0x";

    private static final String PAGE = """
            ---
            id: full
            title: The disk was full
            date: 2025-11-18
            severity: high
            assets: ["topic:orders.v1"]
            cause: nobody looked
            fix: a quota
            ---

            It was full.
            """;

    @Test
    void aPageBecomesADocument() {
        Document document = read(PAGE).document().orElseThrow();

        assertThat(document)
                .isEqualTo(new Document(
                        new TeamId("kafka"),
                        "incident",
                        "full",
                        "The disk was full",
                        document.date(),
                        List.of(new AssetPattern("topic:orders.v1")),
                        List.of("The disk was full", "nobody looked", "a quota"),
                        FILE,
                        10,
                        "\nIt was full.\n"));
        assertThat(document.date()).contains(LocalDate.of(2025, 11, 18));
    }

    @Test
    void theBodyIsWhatStandsInTheFileFromItsLineOn() {
        for (String page : List.of(PAGE, PAGE.replace("\n", "\r\n"), PAGE.strip(), PAGE + "---\nmore\n")) {
            Document document = read(page).document().orElseThrow();
            String[] lines = page.split("\n", -1);

            assertThat(document.body())
                    .isEqualTo(String.join("\n", List.of(lines).subList(document.line() - 1, lines.length)));
        }
    }

    @Test
    void aPageThatEndsWithItsHeadHasAnEmptyBody() {
        assertThat(read(PAGE.substring(0, PAGE.indexOf("---\n\n") + 3))
                        .document()
                        .orElseThrow()
                        .body())
                .isEmpty();
    }

    @Test
    void theFolderGivesAllDocuments() {
        Reading reading = new OrganisationFolder(Folder.ACME, List.of()).read();

        assertThat(((Reading.Valid) reading).organisation().documents())
                .extracting(it -> it.team() + " " + it.kind() + " " + it.id())
                .contains(
                        "kafka incident kafka-2025-11-broker-disk-full",
                        "kafka runbook kafka-broker-disk-full",
                        "kafka skill change-a-topic");
    }

    @Test
    void whatIsWrongIsAProblemAndNeverAnException() {
        assertThat(problems(FILE, "no front matter")).contains("no front matter");
        assertThat(problems(FILE, "")).contains("no front matter");
        assertThat(problems(FILE, "---\nid: x")).contains("no front matter");
        assertThat(problems("teams/kafka/team.yaml", "name: Kafka\n")).isNotEmpty();
        assertThat(problems("elsewhere.md", PAGE)).contains("no page that a team has");
        assertThat(problems(FILE, "x".repeat(Pages.BYTES_MAX + 1))).contains("shorten the page");
        assertThat(Pages.read(FILE, new byte[] {'-', '-', (byte) 0xff}).document())
                .isEmpty();
    }

    @Test
    void noBytesMakeItThrow() {
        long seed = 20_261_129;
        Random random = new Random(seed);
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] spoilt = page.clone();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                spoilt[random.nextInt(spoilt.length)] = (byte) SPOILT.charAt(random.nextInt(SPOILT.length()));
            }
            assertThat(Pages.read(FILE, spoilt).problems())
                    .as("seed %d, round %d", seed, round)
                    .isNotNull();
        }
    }

    private static Pages.Page read(String page) {
        return Pages.read(FILE, page.getBytes(StandardCharsets.UTF_8));
    }

    private static String problems(String file, String page) {
        Pages.Page read = Pages.read(file, page.getBytes(StandardCharsets.UTF_8));
        assertThat(read.document()).isEmpty();
        return String.join("\n", read.problems().stream().map(PagesTest::shown).toList());
    }

    private static String shown(Problem problem) {
        return problem.what() + ": " + problem.fix();
    }
}
