package io.levee.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Signal;
import io.levee.testkit.SampleJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file system that tests run on has less than 99 % free, and more than 1 %.
final class DiskSignalsTest {
    private static final List<Job> RUNNING = List.of(SampleJobs.running("job-1"), SampleJobs.running("job-2"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whoHasMostOnAFullDiskDoesHarm() throws Exception {
        write("run-job-1/staging/part-0", 2_000_000);
        write("run-job-2/part-0", 3_000_000);
        write("run-job-3/part-0", 4_000_000); // of a job that runs no more
        assertThat(signal(folder.toString(), "99").harmful(RUNNING))
                .hasSize(1)
                .hasEntrySatisfying(new JobId("job-2"), why -> assertThat(why).contains("and 99 must be; 2 MiB"));
        assertThat(signal(folder.toString(), "1").harmful(RUNNING)).isEmpty();
    }

    @Test
    void linksAreFollowedNowhere() throws Exception {
        write("elsewhere/large", 4_000_000);
        Files.createDirectories(folder.resolve("run-job-1"));
        Files.createSymbolicLink(folder.resolve("run-job-1/link"), folder.resolve("elsewhere"));
        write("run-job-2/part-0", 1_000_000);
        assertThat(signal(folder.toString(), "99").harmful(RUNNING)).containsOnlyKeys(new JobId("job-2"));
    }

    @Test
    void whoHasNothingThereDoesNone() {
        assertThat(signal(folder.toString(), "99").harmful(RUNNING)).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsNoSignal() {
        assertThatThrownBy(() -> signal("/there/is/no/such/folder", "99").harmful(RUNNING))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settingsAreChecked() {
        List.of(List.of("srv", "10"), List.of("/srv", "0"), List.of("/srv", "100"), List.of("/srv", "ten"))
                .forEach(each -> assertThatThrownBy(() -> signal(each.getFirst(), each.getLast()))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    private void write(String file, int bytes) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[bytes]);
    }

    private Signal signal(String path, String percent) {
        return new DiskSignals(run -> Optional.of(folder.resolve(run.value())))
                .signal(
                        new SignalSource(
                                "disk",
                                "disk-free",
                                Duration.ofSeconds(30),
                                Map.of("path", path, "percent", percent),
                                1),
                        name -> name);
    }
}
