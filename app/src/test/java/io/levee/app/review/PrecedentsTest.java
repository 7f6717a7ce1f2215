package io.levee.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.search.TeamKnowledge;
import io.levee.app.CommandRun;
import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrecedentsTest {
    private static final Path ACME =
            Path.of(System.getProperty("levee.root", "..")).resolve("examples/acme");
    private static final String FLAG = """
            diff --git a/flags/flags.json b/flags/flags.json
            --- a/flags/flags.json
            +++ b/flags/flags.json
            @@ -1,9 +1,9 @@
             {
               "flags": {
                 "checkout-async-orders": {
                   "state": "ENABLED",
                   "variants": { "on": true, "off": false },
            -      "defaultVariant": "off"
            +      "defaultVariant": "on"
                 }
               }
             }
            """;

    @TempDir
    private Path folder;

    private CommandRun.Result review(String... more) throws IOException {
        Path diff = Files.writeString(folder.resolve("flag.diff"), FLAG);
        List<String> arguments = new ArrayList<>(
                List.of("review", "--diff", diff.toString(), "--repo", folder.toString(), "--org", ACME.toString()));
        arguments.addAll(List.of(more));
        return new CommandRun(Map.of("LEVEE_DATA", folder.resolve("data").toString()))
                .run(arguments.toArray(String[]::new));
    }

    @Test
    void whatFailedBeforeIsSaidInTheSameWordsOnEveryRun() throws IOException {
        CommandRun.Result first = review();
        assertThat(first.out()).contains("something like this failed before: A feature flag filled the brokers' disks");
        assertThat(folder.resolve("data/knowledge")).isDirectory();
        CommandRun.Result second = review();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.exit()).isEqualTo(first.exit());
        CommandRun.Result without = review("--no-knowledge");
        assertThat(without.out()).doesNotContain("failed before").contains("denied by flags");
        assertThat(without.exit()).isEqualTo(first.exit());
    }

    @Test
    void nothingIsReadForTeamsThatHadNoIncident() {
        TeamId kafka = new TeamId("kafka");
        Document page = new Document(
                kafka,
                "incident",
                "full",
                "Disks were full",
                Optional.empty(),
                List.of(new AssetPattern("topic:orders")),
                List.of("Disks were full"),
                "teams/kafka/incidents/full.md",
                1,
                "The topic orders filled the disks.\n");
        try (Precedents precedents = new Precedents(List.of(page), TeamKnowledge.Options.WORDS_ALONE)) {
            assertThat(precedents.search(Set.of(new TeamId("flags")), "topic orders disks", 5))
                    .isEmpty();
            assertThat(precedents.isRead()).isFalse();
            assertThat(precedents.search(Set.of(kafka), "topic orders disks", 5))
                    .hasSize(1);
            assertThat(precedents.isRead()).isTrue();
        }
    }
}
