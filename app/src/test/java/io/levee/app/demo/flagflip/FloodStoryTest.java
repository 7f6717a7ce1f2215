package io.levee.app.demo.flagflip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.adapters.kafka.admin.Outcome;
import io.levee.app.drill.outside.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FloodStoryTest {
    private static final Path HOME =
            Path.of(System.getProperty("levee.root", "..")).toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereThereIsABrokerAndASmallDisk() {
        assumeTrue(Engine.isThere(HOME, "kafka"), "the engine `kafka` is not resolved: `make engines` does that");
        Optional<String> whyNot = SmallDisk.whyNot(folder.resolve("trial"));
        assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
    }

    @Test
    void aFloodEndsABrokerAndWithBoundsTheSameFloodDoesNot() throws Exception {
        FloodStory story = new FloodStory(HOME, folder.resolve("story"));
        Flooded without = story.happened();

        assertThat(without.alive()).isFalse();
        assertThat(without.exitCode()).as(without.said()).contains(1);
        assertThat(without.peakBytes()).isGreaterThan(SmallBroker.DISK_BYTES * 9 / 10);
        assertThat(without.orders()).as("orders went with it").isPositive();
        assertThat(without.lastOrderMillis()).isLessThanOrEqualTo(without.millis());

        FloodStory.Bounded bounded = story.withBounds(Duration.ofMillis(without.millis()));
        Flooded with = bounded.flooded();
        assertThat(bounded.enforced()).isInstanceOf(Outcome.Done.class);
        assertThat(with.alive()).as(with.said()).isTrue();
        assertThat(with.lastOrderMillis()).isGreaterThanOrEqualTo(without.millis());
        assertThat(with.peakBytes()).as("half of the disk is the share").isLessThan(SmallBroker.DISK_BYTES / 2);
        assertThat(with.floodBytes()).as("the application went on").isPositive();
        assertThat(folder.resolve("story")).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder.toString());
    }
}
