package io.levee.adapters.processes;

import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries a containment with two harmless processes: that the files of the kernel are there does not
/// mean that we may use them. What is left where Levee dies meanwhile ends by itself.
final class Trial {
    private static final Duration TRIAL_MAX = Duration.ofSeconds(10);
    private static final List<String> HARMLESS = List.of("/bin/sh", "-c", "sleep 20 & sleep 20");

    private Trial() {}

    /// Why it does not work here; empty where it does.
    static Optional<String> problem(Containment containment) {
        Place place = containment.plan(new TreeId("trial"));
        Process process = null;
        try {
            process = Gate.open(containment.prefix(), Path.of("/"), Path.of("/dev/null"));
            place = containment.contain(process, place);
            Gate.release(process, Gate.script(HARMLESS, Map.of()));
            long deadline = System.nanoTime() + TRIAL_MAX.toNanos();
            while (containment.alive(place).size() < 2) {
                if (System.nanoTime() > deadline || !Ending.pause(Duration.ofMillis(2))) {
                    return Optional.of("the processes of a trial were not seen");
                }
            }
            return Ending.end(containment, place, TRIAL_MAX).empty()
                    ? Optional.empty()
                    : Optional.of("the processes of a trial did not end");
        } catch (IOException | UncheckedIOException | LeveeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            Launch.discard(containment, place);
        }
    }
}
