package io.levee.realparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;

/// What a program wrote to one file as it went: a number and when, in microseconds, on each line.
record Effects(Path file) {
    private static final Duration READY_MAX = Duration.ofMinutes(2);

    int count() {
        return lines().size();
    }

    /// When the last one happened.
    Instant last() {
        String line = lines().getLast();
        return Instant.EPOCH.plus(Long.parseLong(line.substring(line.indexOf(' ') + 1)), ChronoUnit.MICROS);
    }

    void awaitMore() {
        int before = count();
        Awaitility.await().atMost(READY_MAX).until(() -> count() > before);
    }

    /// Only whole lines.
    private List<String> lines() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
