package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.organisation.JobSettings;
import io.levee.organisation.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobSettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Test
    void whatIsNotSaidIsTheHouses() {
        assertThat(jobs("  idle: 5m\n").idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(jobs("  idle: 5m\n").most()).isEqualTo(JobSettings.HOUSE.most());
    }

    @Test
    void programsHaveLeveesOwnUserOnlyWhereThatIsSaid() {
        assertThat(jobs("  idle: 5m\n").sharedUser()).isFalse();
        assertThat(jobs("  sharedUser: false\n").sharedUser()).isFalse();
        assertThat(jobs("  sharedUser: true\n").sharedUser()).isTrue();
        assertThat(read("  sharedUser: perhaps\n").problems())
                .filteredOn(Problem::isError)
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(4));
    }

    private JobSettings jobs(String text) {
        Reading reading = read(text);
        assertThat(reading).as(reading.problems().toString()).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).organisation().settings().jobs();
    }

    private Reading read(String text) {
        Folder folder = Folder.small(root.resolve("org" + text.hashCode()));
        folder.write("levee.yaml", "name: small\nlogin: local\njobs:\n" + text);
        return new OrganisationFolder(folder.root(), List.of()).read();
    }
}
