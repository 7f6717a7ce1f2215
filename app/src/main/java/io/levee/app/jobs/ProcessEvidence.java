package io.levee.app.jobs;

import io.levee.adapters.processes.Broken;
import io.levee.adapters.processes.Cap;
import io.levee.organisation.JobSettings.Caps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What skills want looked at about a program that failed, as far as this machine has it.
///
/// @param broke   the cap that it reached
/// @param scratch its folder
record ProcessEvidence(Caps caps, Optional<Broken> broke, Optional<Path> scratch) {
    private static final long MIB = 1024 * 1024;
    private static final int CRASH_LINES = 12;
    private static final int CRASH_BYTES = 16_384;
    private static final int LINE_MAX = 160;

    Map<String, String> of(Set<String> words) throws IOException {
        Map<String, String> found = new HashMap<>();
        if (words.contains("memory-usage")) {
            found.put("memory-usage", memory());
        }
        if (scratch.isPresent() && (words.contains("disk-usage") || words.contains("crash-report"))) {
            ScratchFiles files = ScratchFiles.in(scratch.get());
            if (words.contains("disk-usage")) {
                found.put("disk-usage", disk(files));
            }
            if (words.contains("crash-report") && !files.crashes().isEmpty()) {
                found.put("crash-report", crash(files.crashes().getFirst()));
            }
        }
        return found;
    }

    private String memory() {
        return reached(Cap.MEMORY)
                .map(it -> "it reached its cap of %d MiB".formatted(it.limit() / MIB))
                .orElseGet(() -> "its cap is %d MiB, and it did not reach it".formatted(caps.memoryMib()));
    }

    private String disk(ScratchFiles files) {
        String largest = files.largest().stream()
                .map(file -> "%s (%d MiB)".formatted(file.name(), file.bytes() / MIB))
                .collect(Collectors.joining(", "));
        String reached = reached(Cap.DISK).isPresent() ? "reached its cap" : "did not reach its cap";
        return "%d files, %d MiB; it %s of %d MiB; largest: %s"
                .formatted(
                        files.files(),
                        files.bytes() / MIB,
                        reached,
                        caps.diskMib(),
                        largest.isEmpty() ? "none" : largest);
    }

    private Optional<Broken> reached(Cap cap) {
        return broke.filter(it -> it.which() == cap);
    }

    /// Its head says what crashed where; the environment and the command, which may hold secrets, stand below.
    private static String crash(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS)) {
            String head = new String(in.readNBytes(CRASH_BYTES), StandardCharsets.UTF_8);
            return head.lines()
                    .filter(line -> line.startsWith("#") && line.length() > 1)
                    .limit(CRASH_LINES)
                    .map(line -> LogTail.shown(line.length() > LINE_MAX ? line.substring(0, LINE_MAX) : line))
                    .collect(Collectors.joining("\n"));
        }
    }
}
