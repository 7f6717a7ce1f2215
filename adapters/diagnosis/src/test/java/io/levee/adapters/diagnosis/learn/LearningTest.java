package io.levee.adapters.diagnosis.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.SkillCheck;
import io.levee.adapters.diagnosis.Skills;
import io.levee.adapters.diagnosis.Tested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LearningTest {
    private static final String LOG = """
            2026-11-30 12:00:00,000 ERROR com.acme.Job - shelf 7 of room 12 is full
            2026-11-30 12:00:01,000 ERROR com.acme.Job - shelf 9 of room 12 is full
            2026-11-30 12:00:02,000 ERROR com.acme.Job - load failed
            com.acme.QuotaException: 12 of 10 boxes for /in/day-7
            \tat com.acme.Job.load(Job.java:31)
            2026-11-30 12:00:03,000 ERROR com.acme.Job - load failed
            com.acme.QuotaException: 15 of 10 boxes for /in/day-8
            \tat com.acme.Job.load(Job.java:31)
            Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void failuresThatAreAlikeAreOneProposal() {
        List<Proposal> proposals = Learning.from(List.of(Tested.log(LOG)), Library.of(Tested.skills()));
        assertThat(proposals).extracting(Proposal::exception).containsExactlyInAnyOrder("com.acme.QuotaException", "");
        assertThat(proposals).extracting(Proposal::count).containsOnly(2L);
    }

    @Test
    void aProposalIsASignatureThatFindsItsExample() throws IOException {
        Path skill = Files.createDirectories(folder.resolve("learned"));
        StringBuilder yaml = new StringBuilder("engine: process\nsignatures:\n");
        Learning.from(List.of(Tested.log(LOG)), Library.of(Tested.skills())).forEach(it -> yaml.append(it.yaml()));
        Files.writeString(skill.resolve("SKILL.md"), "---\nname: learned\ndescription: Ours.\n---\n");
        Files.writeString(skill.resolve("diagnosis.yaml"), yaml);
        Skills.Read read = Skills.in(folder);
        assertThat(read.problems()).isEmpty();
        assertThat(read.skills().getFirst().signatures()).hasSize(2);
        assertThat(SkillCheck.of(read.skills(), Tested.skills())).isEmpty();
    }

    @Test
    void whatIsKnownIsNotProposed() {
        String known = "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space\n";
        assertThat(Learning.from(List.of(Tested.log(known)), Library.of(Tested.skills())))
                .isEmpty();
    }
}
