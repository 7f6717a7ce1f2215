package io.levee.adapters.diagnosis;

import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.knowledge.diagnosis.Skill;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The small library that tests ask, which nobody improves.
public final class Tested {
    private static final List<Skill> SKILLS = read();

    private Tested() {}

    public static List<Skill> skills() {
        return SKILLS;
    }

    public static LogDiagnostician diagnostician() {
        return new LogDiagnostician(Library.of(SKILLS));
    }

    public static Diagnosis diagnose(String log) {
        return diagnostician().diagnose(List.of(log(log)), Known.NOTHING);
    }

    public static LogFile log(String text) {
        return log(text.getBytes(StandardCharsets.UTF_8));
    }

    public static LogFile log(byte[] bytes) {
        return new LogFile("job.log", () -> new ByteArrayInputStream(bytes));
    }

    public static Path folder(String name) {
        URL url = Objects.requireNonNull(Tested.class.getResource("/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Skill> read() {
        try {
            Skills.Read read = Skills.in(folder("library"));
            if (!read.problems().isEmpty()) {
                throw new IllegalStateException("the library of the tests is broken: " + read.problems());
            }
            return read.skills();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
